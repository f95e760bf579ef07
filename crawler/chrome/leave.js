// Runs in every document before the page's scripts, in a world of its own. Once "left" is set there, the page no longer hears that it is
// left: it was told so before, while the browser still reported what it sends (see leave.go).
for (const type of ["visibilitychange", "pagehide", "beforeunload", "unload", "freeze"]) {
	addEventListener(type, (event) => { if (globalThis.left) event.stopImmediatePropagation(); }, true);
}
