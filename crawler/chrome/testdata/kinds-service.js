importScripts("/script-worker.js?service");
addEventListener("install", (e) => e.waitUntil(skipWaiting()));
addEventListener("activate", (e) => e.waitUntil(clients.claim()));
addEventListener("fetch", (e) => {
  if (e.request.url.endsWith("/through-service-worker")) e.respondWith(fetch("https://behind.example/collect?as=service", {method: "POST", body: "from a service worker"}).then(() => new Response("ok")));
});
