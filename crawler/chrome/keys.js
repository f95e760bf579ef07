// Runs in every document before the page's scripts, in a world of its own, so that none of them can keep a key or a submission from it. While
// a field is typed into ("typing"), what a page's scripts do with the focus must not make our keys do more than write: a key that arrives
// elsewhere does nothing, and ends the typing; the keys that the field got are counted. Where fields are filled in (fill.js), no form is
// submitted until submit.js says so. document.open takes every listener from a document: fill.js runs this again before it types.
(() => {
	"use strict";
	const key = (event) => {
		if (!event.isTrusted) return; // the page's own doing
		const { typing } = globalThis;
		if (typing?.isConnected && event.composedPath()[0] === typing) {
			globalThis.keys++;
			return;
		}
		globalThis.typing = null;
		event.preventDefault();
	};
	const submit = (event) => { if (globalThis.typable && !globalThis.submitting?.(event)) event.preventDefault(); };
	// The names are set before a page's elements can be called so.
	if (!Object.hasOwn(globalThis, "guard")) Object.assign(globalThis, { guard: { key, submit }, typing: null, keys: 0, typable: null, submitting: null });
	addEventListener("keydown", globalThis.guard.key, true);
	addEventListener("submit", globalThis.guard.submit, true);
})();
