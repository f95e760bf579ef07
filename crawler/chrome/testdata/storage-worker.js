const open = indexedDB.open("of_worker", 1);
open.onupgradeneeded = () => open.result.createObjectStore("visits");
caches.open("of_worker");
