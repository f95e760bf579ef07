importScripts("/script-worker.js?shared");
fetch("/collect?as=shared", {method: "POST", body: "from a shared worker"});
