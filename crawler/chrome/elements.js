// What read.js, fill.js, submit.js and consent.js know of a document's elements, left in the world that they share. The fields of a form, and what a document
// names, stand in the place of the properties of that name: with a field "id", form.id is the field. So of forms and of the document nothing is read but with get and call.
globalThis.elements = (() => {
	"use strict";
	const get = (node, name) => Reflect.get(Object.getPrototypeOf(node), name, node);
	const call = (node, name, ...given) => get(node, name).call(node, ...given);

	const text = (value, max = 300) => String(value ?? "").replace(/\s+/g, " ").trim().slice(0, max);

	// every calls see on all elements in document order, those of open shadow roots after their host, and of those in "closed", which are known by their hosts.
	const every = (root, see, closed) => {
		for (const el of call(root, "querySelectorAll", "*")) {
			see(el);
			const within = el.shadowRoot ?? closed?.get(el);
			if (within instanceof ShadowRoot) every(within, see, closed);
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

	const submits = (el) => (el.localName === "button" && el.type === "submit") || (el.localName === "input" && (el.type === "submit" || el.type === "image"));
	const clickable = (el) => !el.matches(":disabled") && el.checkVisibility({ visibilityProperty: true });

	// submittersOf are the buttons that submit a form, those first that can be clicked. Images are none of a form's elements.
	const submittersOf = (form) => {
		const images = [...call(call(form, "getRootNode"), "querySelectorAll", "input[type=image]")].filter((el) => el.form === form);
		const all = [...get(form, "elements")].filter(submits).concat(images);
		return [...all.filter(clickable), ...all.filter((el) => !clickable(el))];
	};

	// buttonOf is the button that a person would click to submit a form; undefined if there is none.
	const buttonOf = (form) => submittersOf(form).slice(0, 1).find(clickable);

	// wordsOn are what a button says to the eye, to the pointer and to a reader of the screen.
	const wordsOn = (el) => {
		const pictures = [...el.querySelectorAll("[alt], [aria-label], title")].map((inner) => inner.getAttribute("alt") || inner.getAttribute("aria-label"));
		const said = [el.textContent, el.localName === "input" ? el.value : "", el.alt, ...pictures, el.getAttribute("aria-label"), el.title].map((part) => text(part, 100));
		return [...new Set(said)].filter(Boolean).join(" ").slice(0, 200);
	};

	// aimOf is where and how a form is sent when this button is clicked, or none. Rails, Laravel and Symfony take the method from a field "_method".
	const aimOf = (form, button) => {
		const said = (name) => (button?.hasAttribute("form" + name) ? button.getAttribute("form" + name) : call(form, "getAttribute", name)) || "";
		let action = said("action");
		try { action = new URL(action, get(document, "baseURI")).href; } catch { /* is told as it stands */ }
		const instead = [button, ...get(form, "elements")].find((el) => el?.name === "_method" && (el === button || el.type === "hidden"))?.value;
		return { action, method: (/^(put|patch|delete)$/i.test(instead ?? "") ? instead : said("method") || "get").toLowerCase() };
	};

	// hosts counts the elements with a closed shadow root that is not known yet, and leaves them, at most so many; that there are more it leaves, too.
	// The probe shows them; only the browser can open them (closed.go).
	const mostHosts = 200;
	const hosts = () => {
		const found = globalThis.closedHosts = [];
		globalThis.closedMore = false;
		const show = (event) => {
			if (globalThis.closedRoots?.has(event.target)) return;
			globalThis.closedMore = found.length === mostHosts || event.target === globalThis;
			if (globalThis.closedMore) event.preventDefault();
			else found.push(event.target);
		};
		addEventListener("BINDING:host", show, true);
		dispatchEvent(new Event("BINDING:hosts"));
		removeEventListener("BINDING:host", show, true);
		return found.length;
	};

	return { get, call, text, every, nameOf, told, submittersOf, buttonOf, wordsOn, aimOf, hosts };
})();
