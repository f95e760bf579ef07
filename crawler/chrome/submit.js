// Makes a form ready to be submitted: called with its number among those that read.js found in this document, in whose world it runs. What the
// form requires beside what was typed is ticked, chosen and set. Yields JSON: whether the form is there, the names of what it still does not
// accept, whether there is a button, which is left where press.js looks for it, where and how the form is to be sent, and what its buttons and
// its hidden fields say it does. From then on the form can be sent there and so, and nothing else.
((index) => {
	"use strict";
	const { get, submittersOf, buttonOf, wordsOn, aimOf } = globalThis.elements;
	const form = globalThis.forms?.[index];
	if (!form || !get(form, "isConnected")) return JSON.stringify({ gone: true });
	const given = { date: "2031-05-14", month: "2031-05", week: "2031-W20", time: "10:30", "datetime-local": "2031-05-14T10:30", number: "1", range: "1" };
	const set = (el, value) => {
		Object.getOwnPropertyDescriptor(Object.getPrototypeOf(el), "value").set.call(el, value);
		for (const type of ["input", "change"]) el.dispatchEvent(new Event(type, { bubbles: true }));
	};
	const controls = [...get(form, "elements")];
	for (const el of controls) {
		if (!el.willValidate || el.checkValidity()) continue;
		if (el.type === "checkbox" || el.type === "radio") el.click();
		else if (el.localName === "select") set(el, [...el.options].find((o) => o.value !== "" && !o.disabled)?.value ?? "");
		else if (given[el.type]) [el.min, given[el.type], el.max].find((value) => value && (set(el, value), el.checkValidity()));
	}
	const button = buttonOf(form), aim = aimOf(form, button);
	globalThis.found = [button];
	Object.assign(globalThis, { held: [], sent: false });
	globalThis.submitting = (event) => {
		if (event.composedPath()[0] !== form) return false;
		const now = aimOf(form, event.submitter);
		const same = now.action === aim.action && now.method === aim.method;
		if (same) globalThis.sent = true;
		return same;
	};
	const plain = controls.filter((el) => el.type === "hidden").map((el) => el.value).concat(button?.name ?? "", button?.value ?? "").filter((value) => /^[a-z][a-z _-]{1,40}$/i.test(value));
	return JSON.stringify({
		...aim, said: [...submittersOf(form).map(wordsOn), ...plain.slice(0, 50)],
		gone: false, button: Boolean(button), refused: get(form, "noValidate") ? [] : controls.filter((el) => el.willValidate && !el.checkValidity()).map((el) => el.name || el.id || el.type).slice(0, 5),
	});
})
