// Runs in every document before the page's scripts, in a world of its own, so that none of them can keep a key or a submission from it. While
// a field is typed into ("typing"), what a page's scripts do with the focus must not make our keys do more than write: a key that arrives
// elsewhere does nothing, and ends the typing; the keys that the field got are counted. Where fields are filled in (fill.js), no form is
// submitted until submit.js says so.
addEventListener("keydown", (event) => {
	if (!event.isTrusted) return; // the page's own doing
	const { typing } = globalThis;
	if (typing?.isConnected && event.composedPath()[0] === typing) {
		globalThis.keys++;
		return;
	}
	globalThis.typing = null;
	event.preventDefault();
}, true);
addEventListener("submit", (event) => { if (globalThis.typable && !globalThis.submitting) event.preventDefault(); }, true);
