importScripts("https://cdn.example/script-worker.js");
fetch("/collect?as=worker", {method: "POST", body: "from a worker"});
const x = new XMLHttpRequest();
x.open("POST", "/collect?as=worker-xhr");
x.send("xhr of a worker");
new Worker("/worker.js?nested");
new EventSource("https://events.example/events?worker");
const socket = new WebSocket("wss://socket.example/echo?worker");
socket.onopen = () => socket.send("from a worker");
