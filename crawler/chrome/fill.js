// Finds what a person could type into in one document, and gives one of them the focus; called with a number, or with -1 to find them. It
// runs in a world of its own, where it leaves the elements it found. Yields JSON: the fields, each with the name of its form; or whether the field has the focus.
// What the keys may do is watched by keys.js.
((index) => {
	"use strict";
	const most = 2000; // as many as read.js tells
	const { get, every, nameOf, told } = globalThis.elements;
	const active = () => {
		let at = get(document, "activeElement");
		while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
		return at;
	};
	if (index >= 0) {
		const el = globalThis.typable?.[index];
		if (!el?.isConnected) return JSON.stringify({ focus: false });
		el.scrollIntoView({ block: "center", behavior: "instant" });
		el.focus({ preventScroll: true });
		const ready = active() === el && el.value === "";
		globalThis.typing = ready ? el : null;
		globalThis.given = el;
		globalThis.keys = 0;
		return JSON.stringify({ focus: ready });
	}
	// leaveField takes the focus from whatever has it, as a person does who goes on to the next field, and tells how many keys the field got and what it holds.
	globalThis.leaveField = () => {
		const { keys, given } = globalThis, value = given.value;
		globalThis.typing = null;
		active()?.blur();
		return JSON.stringify({ keys, value });
	};
	const typed = new Set(["text", "email", "tel", "password", "search", "url", "textarea"]);
	const shown = (el) => {
		const r = el.getBoundingClientRect();
		return r.width > 1 && r.height > 1 && r.right > 0 && el.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !el.closest("[aria-hidden=true], [inert]");
	};
	// grown says whether fields show that did not when those to type into were looked for.
	const control = (el) => ["input", "select", "textarea"].includes(el.localName);
	const before = new Map();
	globalThis.grown = () => {
		let more = false;
		every(document, (el) => { if (control(el) && !before.get(el) && shown(el)) more = true; });
		return more;
	};
	globalThis.typable = [];
	const fields = [];
	every(document, (el) => {
		if (control(el)) before.set(el, shown(el));
		if (el.shadowRoot instanceof ShadowRoot) el.shadowRoot.addEventListener("submit", globalThis.guard.submit, true); // the event does not leave it
		const type = el.localName === "input" ? el.type : el.localName;
		if (!typed.has(type) || el.disabled || el.readOnly || el.value !== "" || fields.length >= most || !shown(el)) return;
		globalThis.typable.push(el);
		fields.push({ ...told(el), form: el.form ? nameOf(el.form) : "", at: globalThis.forms?.indexOf(el.form) ?? -1 });
	});
	return JSON.stringify(fields);
})
