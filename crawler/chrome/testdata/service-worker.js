addEventListener("install", (e) => e.waitUntil(fetch("https://service-worker.example/collect", {mode: "no-cors"})));
