// Makes a form ready to be submitted: called with its number among those that read.js found in this document, in whose world it runs. What the
// form requires beside what was typed is ticked, chosen and set. Yields JSON: whether the form is there, the names of what it still does not
// accept, and whether there is a button, which is left where press.js looks for it.
((index) => {
	"use strict";
	const { get, call } = globalThis.elements;
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
		else if (given[el.type]) set(el, el.min || given[el.type]);
	}
	const submits = (el) => (el.localName === "button" && el.type === "submit") || (el.localName === "input" && el.type === "submit");
	const images = call(call(form, "getRootNode"), "querySelectorAll", "input[type=image]"); // are none of the form's elements
	const button = controls.filter(submits).concat([...images].filter((el) => el.form === form)).find((el) => !el.disabled && el.checkVisibility({ visibilityProperty: true }));
	globalThis.found = [button];
	globalThis.submitting = true;
	return JSON.stringify({ gone: false, button: Boolean(button), refused: get(form, "noValidate") ? [] : controls.filter((el) => el.willValidate && !el.checkValidity()).map((el) => el.name || el.id || el.type).slice(0, 5) });
})
