oninstall = () => skipWaiting();
onactivate = () => clients.claim();
onfetch = e => e.respondWith(new Response(''));
for (let i = 0; i < 100; i++) fetch('/collect?worker=' + i);
