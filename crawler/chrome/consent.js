// Finds the consent dialog of one document and what can be done there; called with the tables. It runs in a world of its own, where
// it leaves the elements that it found for consent-press.js. Returns JSON: the platform, "words" if the dialog was found by
// its words, "" if there is none; and its controls: what each does, its text, its place in the list. With "wayBack" it finds instead the
// controls by which a page that was answered lets its dialog be opened again, those of platforms first.
((platforms, words, wayBack) => {
	"use strict";
	const clickable = "button, a, input[type=button], input[type=submit], [role=button], [role=link], summary";
	const rootOf = (el) => el.shadowRoot ?? globalThis.closedRoots?.get(el);
	const roots = (root) => [root, ...[...root.querySelectorAll("*")].map(rootOf).filter(Boolean).flatMap(roots)];
	const deep = (root, selector) => roots(root).flatMap((r) => [...r.querySelectorAll(selector)]);
	const parent = (el) => el.parentElement ?? (el.getRootNode().host || null);
	const within = (el, box) => { for (let at = el; at; at = parent(at)) if (at === box) return true; return false; };
	const visible = (el) => {
		const r = el.getBoundingClientRect();
		return r.width > 0 && r.height > 0 && el.checkVisibility({ visibilityProperty: true, opacityProperty: true });
	};
	// within reach is what a person sees, whatever lies over it at the moment, or can bring into sight: not what is cut off, or stands beside the page.
	const scrolls = (el, x, y) => {
		for (let at = el; at; at = parent(at)) {
			const style = getComputedStyle(at);
			if (at !== el && /auto|scroll/.test(style.overflow)) return true;
			if (style.position === "fixed") return false;
		}
		return x + scrollX >= 0 && y + scrollY >= 0;
	};
	const reachable = (el) => [...el.getClientRects()].some((r) => {
		const x = r.left + r.width / 2, y = r.top + r.height / 2;
		if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return scrolls(el, x, y);
		return el.getRootNode().elementsFromPoint(x, y).some((at) => el.contains(at));
	});
	const plain = (text) => text.toLowerCase().normalize("NFC").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
	const oneLine = (text) => (text ?? "").replace(/\s+/g, " ").trim();
	const pictureIn = (el) => { const named = el.querySelector("[aria-label], img[alt]"); return oneLine(named?.getAttribute("aria-label") || named?.alt); };
	const textOf = (el) => (el.localName === "input" ? oneLine(el.value) : oneLine(el.innerText) || oneLine(el.textContent) || oneLine(el.getAttribute("aria-label")) || oneLine(el.title) || pictureIn(el));
	const says = (text, kind) => words.some((w) => w.kind === kind && (w.all ? text === w.text : ` ${text} `.includes(` ${w.text} `)));
	const kinds = ["refuse", "settings", "save", "accept", "acknowledge"];
	const meaning = (el) => { const text = plain(textOf(el)); return text.length > 80 ? "" : kinds.find((k) => says(text, k)) ?? ""; };
	const contentOf = (box) => plain(roots(rootOf(box) ?? box).map((r) => r.textContent ?? "").join(" ").slice(0, 20000));

	const controls = deep(document, clickable).filter((el) => !el.disabled && visible(el) && reachable(el));
	const inBox = (box) => controls.filter((el) => within(el, box));

	// the dialog of a platform is what its selectors match and a person can use
	const known = () => {
		for (const p of platforms) {
			const boxes = deep(document, p.dialog).filter((box) => inBox(box).length > 0);
			if (boxes.length > 0) return { platform: p.name, boxes, accept: p.accept, refuse: p.refuse };
		}
		return null;
	};

	// a dialog without a known platform is the nearest thing around an answer that floats, calls itself a dialog or a
	// banner, or offers a choice, and that speaks of consent
	const floats = (el) => {
		const style = getComputedStyle(el);
		return style.position === "fixed" || style.position === "sticky" || el.matches("dialog, [role=dialog], [role=alertdialog], [aria-modal=true]") ||
			/cookie|consent|gdpr|rgpd|cmp|banner/i.test(el.id + " " + el.getAttribute("class"));
	};
	const unknown = () => {
		let best = null;
		for (const el of controls) {
			if (!["accept", "refuse", "acknowledge", "save"].includes(meaning(el))) continue;
			for (let box = parent(el); box && box !== document.body && box !== document.documentElement; box = parent(box)) {
				const text = contentOf(box);
				if (text.length > 15000) break;
				if (!says(text, "topic")) continue;
				const has = new Set(inBox(box).map(meaning));
				const choice = has.has("accept") && (has.has("refuse") || has.has("settings"));
				if (!floats(box) && !choice) continue;
				const score = has.size + (floats(box) ? 2 : 0);
				if (!best || score > best.score) best = { score, platform: "words", boxes: [box] };
				break;
			}
		}
		if (!best && globalThis !== top && says(contentOf(document.body ?? document.documentElement), "topic")) {
			const all = controls.map(meaning);
			if (all.includes("accept") && (all.includes("refuse") || all.includes("settings"))) return { platform: "words", boxes: [document.body] };
		}
		return best;
	};

	const is = (el, selector) => Boolean(selector) && el.matches(selector);

	// what a platform calls its refusal is none if its owner wrote "OK" on it
	const kindOf = (el, dialog) => {
		const said = meaning(el);
		if (is(el, dialog.refuse) && said !== "accept" && said !== "acknowledge") return "refuse";
		return is(el, dialog.accept) && said !== "refuse" && said !== "settings" ? "accept" : said;
	};

	globalThis.found = [];
	if (wayBack) {
		const away = (el) => el.localName === "a" && /^https?:/.test(el.href) && el.href.split("#")[0] !== location.href.split("#")[0]; // to a page about it
		const speaks = (text) => text.length <= 80 && (says(text, "reopen") || (says(text, "settings") && says(text, "topic")));
		const said = controls.filter((el) => speaks(plain(textOf(el))) && !away(el));
		const own = platforms.filter((p) => p.reopen).flatMap((p) => deep(document, p.reopen)).filter(visible);
		globalThis.found = [...own, ...said];
		const list = globalThis.found.map((el, index) => ({ kind: "reopen", text: textOf(el).slice(0, 80), index }));
		return JSON.stringify({ platform: list.length > 0 ? "words" : "", controls: list });
	}
	const dialog = known() ?? unknown();
	if (!dialog) return JSON.stringify({ platform: "", controls: [] });
	const list = [];
	for (const box of dialog.boxes) {
		for (const el of inBox(box)) {
			if (globalThis.found.includes(el)) continue;
			const kind = kindOf(el, dialog);
			if (!kind) continue;
			list.push({ kind, text: textOf(el).slice(0, 80), index: globalThis.found.length });
			globalThis.found.push(el);
		}
		for (const el of deep(box, "input[type=checkbox]:checked:enabled, [role=switch][aria-checked=true]:not([aria-disabled=true]):not(:disabled)")) {
			list.push({ kind: "ticked", text: plain(el.labels?.[0]?.textContent ?? el.getAttribute("aria-label") ?? "").slice(0, 80), index: globalThis.found.length });
			globalThis.found.push(el);
		}
	}
	return JSON.stringify({ platform: dialog.platform, controls: list });
})
