oninstall = e => {
  e.waitUntil(new Promise(() => {}));
  for (const until = Date.now() + 2000; Date.now() < until;);
  for (let i = 0; i < 100; i++) caches.open('cache' + i).then(cache => cache.put('/' + i, new Response(new Uint8Array(1 << 20))));
};
