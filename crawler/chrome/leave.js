// Runs in every document before the page's scripts, in a world of its own. Once "left" is set there, the page no longer hears that it is
// left: it was told so before, while the browser still reported what it sends (see leave.go). While "pictured" is set, it does not hear that
// its window changes its size, which is how the browser sees what lies outside of that (see picture.go).
for (const type of ["visibilitychange", "pagehide", "beforeunload", "unload", "freeze"]) {
	addEventListener(type, (event) => { if (globalThis.left) event.stopImmediatePropagation(); }, true);
}
for (const target of [globalThis, globalThis.visualViewport]) {
	target?.addEventListener("resize", (event) => { if (globalThis.pictured) event.stopImmediatePropagation(); }, true);
}
