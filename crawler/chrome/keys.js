// Runs in every document before the page's scripts, in a world of its own, so that none of them can keep a key or a submission from it. While
// a field is typed into ("typing"), what a page's scripts do with the focus must not make our keys do more than write: a key that arrives
// elsewhere does nothing, and ends the typing; the keys that the field got are counted. Where fields are filled in (fill.js), no form is
// submitted until submit.js says so, and those that were to be are kept in "held". HTMLFormElement.submit() causes no event of its own: the probe asks by
// one before it lets that happen. document.open takes every listener from a document: fill.js runs this again before it types.
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
	const hold = (event) => {
		event.preventDefault();
		const { nameOf, aimOf } = globalThis.elements, form = event.composedPath()[0];
		if (globalThis.held.length < 20) globalThis.held.push(nameOf(form) || aimOf(form).action);
	};
	const submit = (event) => { if (globalThis.typable && !globalThis.submitting?.(event)) hold(event); };
	// A form that nobody types into is a way for scripts to send something, and goes its way until one is to be submitted.
	const direct = (event) => {
		const { typable, submitting } = globalThis, form = event.composedPath()[0];
		if (!typable || !(form instanceof HTMLFormElement)) return;
		if (submitting ? !submitting(event) : typable.some((el) => el.form === form)) hold(event);
	};
	// The names are set before a page's elements can be called so.
	if (!Object.hasOwn(globalThis, "guard")) Object.assign(globalThis, { guard: { key, submit, direct }, typing: null, keys: 0, typable: null, submitting: null, held: [] });
	addEventListener("keydown", globalThis.guard.key, true);
	addEventListener("submit", globalThis.guard.submit, true);
	addEventListener("BINDING:submit", globalThis.guard.direct, true);
})();
