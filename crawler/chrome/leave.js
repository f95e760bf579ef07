// Runs in every document before the page's scripts, in a world of its own. Once "left" is set there, the page no longer hears that it is
// left: it was told so before, while the browser still reported what it sends (see leave.go). While "pictured" is set, it does not hear that
// its window changes its size, which is how the browser sees what lies outside of that (see picture.go).
// Listening to unload would make Chromium report the site for it: what hears of nothing else is told when nobody records any more.
globalThis.began = true;
addEventListener("BINDING", () => { globalThis.heard = true; }, true);
for (const type of ["visibilitychange", "pagehide", "beforeunload", "freeze"]) {
	addEventListener(type, (event) => { if (globalThis.left) event.stopImmediatePropagation(); }, true);
}
for (const target of [globalThis, globalThis.visualViewport]) {
	target?.addEventListener("resize", (event) => { if (globalThis.pictured) event.stopImmediatePropagation(); }, true);
}
