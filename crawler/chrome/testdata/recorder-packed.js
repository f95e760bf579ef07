new MutationObserver(() => {}).observe(document.documentElement, {subtree: true, childList: true, attributes: true, characterData: true});
for (const type of ["pointermove", "keydown"]) addEventListener(type, () => {}, true);
const noise = () => crypto.getRandomValues(new Uint8Array(1500));
for (let i = 0; i < 2; i++) fetch("https://recorder.example/collect?part=" + i, {method: "POST", body: noise()});
