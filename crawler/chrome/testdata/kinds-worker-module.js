fetch("/collect?as=worker-module"); import("/kinds-dynamic.js?worker");
