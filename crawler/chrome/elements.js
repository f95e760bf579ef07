// What read.js, fill.js and submit.js know of a document's elements, left in the world that they share. The fields of a form, and what a document
// names, stand in the place of the properties of that name: with a field "id", form.id is the field. So of forms and of the document nothing is read but with get and call.
globalThis.elements = (() => {
	"use strict";
	const get = (node, name) => Reflect.get(Object.getPrototypeOf(node), name, node);
	const call = (node, name, ...given) => get(node, name).call(node, ...given);

	const text = (value, max = 300) => String(value ?? "").replace(/\s+/g, " ").trim().slice(0, max);

	// every calls see on all elements in document order, those of open shadow roots after their host.
	const every = (root, see) => {
		for (const el of call(root, "querySelectorAll", "*")) {
			see(el);
			if (el.shadowRoot instanceof ShadowRoot) every(el.shadowRoot, see);
		}
	};

	// nameOf is what a form is called.
	const nameOf = (form) => call(form, "getAttribute", "name") || call(form, "getAttribute", "id") || "";

	const words = (ids, root) => ids.split(/\s+/).map((id) => get(root, "getElementById")?.call(root, id)?.textContent ?? "").join(" ");

	const labelOf = (el) => {
		const by = el.getAttribute("aria-labelledby");
		const own = [...(el.labels ?? [])].map((l) => l.textContent).join(" ");
		const legend = el.type === "radio" ? el.closest("fieldset")?.querySelector("legend")?.textContent : "";
		return text(legend) || text(own) || (by && text(words(by, el.getRootNode()))) || text(el.getAttribute("aria-label")) || text(el.title);
	};

	// near finds the text that stands before a field without a label, up to the field before it.
	const near = (el) => {
		const fields = "input, select, textarea";
		for (let at = el, up = 0; at?.parentElement && up < 3; at = at.parentElement, up++) {
			for (let before = at.previousSibling; before; before = get(before, "previousSibling")) {
				if (get(before, "matches")?.call(before, fields) || get(before, "querySelector")?.call(before, fields)) return "";
				const found = text(get(before, "textContent"), 100);
				if (found) return found;
			}
			if (call(at.parentElement, "matches", "form, body, fieldset")) break;
		}
		return "";
	};

	// told is what a field says of what it asks for.
	const told = (el) => {
		const label = labelOf(el), type = el.localName === "input" ? el.type : el.localName;
		return {
			name: el.name || "", id: el.id || "", type, label, placeholder: text(el.placeholder), autocomplete: text(el.getAttribute("autocomplete")),
			near: type === "hidden" || label || el.placeholder ? "" : near(el),
		};
	};

	return { get, call, text, every, nameOf, told };
})();
