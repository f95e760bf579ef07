addEventListener("message", async (event) => {
  await cookieStore.set({ name: "from_worker", value: "abc", expires: Date.now() + 86400000 });
  event.source.postMessage("done");
});
