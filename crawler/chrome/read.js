// Reads one document, in a world of its own that the page cannot see: what it is, where it links to, what a person can fill
// in, and what it keeps in the browser. Open shadow roots are part of it, and of closed ones the forms. Everything is plain data.
(async () => {
	"use strict";
	// What is read at the most. A document that holds more says so in "cut".
	const main = globalThis === top;
	const most = { links: 5000, buttons: 20, fields: 2000, html: 10_000_000, records: 10, value: 5000, files: 500, databases: 50, stores: 50, caches: 100, parts: 10_000, bytes: 64 };
	const cut = new Set();

	const { get, call, text, every, nameOf, told, submittersOf, buttonOf, wordsOn, aimOf, hosts } = globalThis.elements;

	// above finds the nearest ancestor that matches, through shadow roots.
	const above = (el, selector) => {
		for (let at = el; at; at = call(at, "getRootNode").host) {
			const found = call(at, "closest", selector);
			if (found) return found;
		}
		return null;
	};

	const buttons = new Set(["submit", "button", "reset", "image"]);

	const boxes = new Set(["checkbox", "radio"]);

	// unseen says whether a person cannot see a field although it is there: the real box behind a drawn one is no trap.
	const unseen = (el) => {
		if (!el.checkVisibility({ visibilityProperty: true })) return true;
		if (boxes.has(el.type)) return false;
		const r = el.getBoundingClientRect();
		return r.width <= 1 || r.height <= 1 || r.right + scrollX <= 0 || r.bottom + scrollY <= 0 || !el.checkVisibility({ opacityProperty: true });
	};

	const fieldOf = (el) => {
		const field = told(el), hidden = field.type === "hidden" || unseen(el);
		return {
			...field,
			near: hidden ? "" : field.near,
			required: Boolean(el.required || el.getAttribute("aria-required") === "true"),
			hidden,
			trap: hidden && ["text", "email", "tel", "url", "textarea", "password"].includes(field.type),
			checked: boxes.has(field.type) && el.defaultChecked,
		};
	};

	// boxOf is the place of a form on the page, of one in a frame in what the frame shows: its own, or, where that has none, the place of all its fields that show.
	const boxOf = (form, elements) => {
		const box = (el) => call(el, "getBoundingClientRect");
		let shown = form && call(form, "checkVisibility") ? [box(form)].filter((r) => r.width > 1 && r.height > 1) : [];
		if (shown.length === 0) shown = elements.filter((el) => !unseen(el)).map(box);
		if (shown.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
		const x = Math.min(...shown.map((r) => r.left)), y = Math.min(...shown.map((r) => r.top));
		return { x: x + (main ? scrollX : 0), y: y + (main ? scrollY : 0), width: Math.max(...shown.map((r) => r.right)) - x, height: Math.max(...shown.map((r) => r.bottom)) - y };
	};

	const writable = new Set(["text", "email", "tel", "password", "search", "url", "textarea", "date", "month", "datetime-local"]);

	const forms = () => {
		const found = new Map(); // form, or null for what stands outside of one
		const elements = new Map(); // of the same
		let count = 0;
		every(document, (el) => {
			if (el instanceof HTMLFormElement && !found.has(el)) found.set(el, []);
			if (!["input", "select", "textarea"].includes(el.localName) || buttons.has(el.type)) return;
			if (++count > most.fields) {
				cut.add(`fields beyond the first ${most.fields}`);
				return;
			}
			const form = el.form ?? above(el, "form");
			if (!found.has(form)) found.set(form, []);
			if (!elements.has(form)) elements.set(form, []);
			elements.get(form).push(el);
			const fields = found.get(form);
			const field = fieldOf(el);
			if (field.type === "radio" && fields.some((f) => f.type === "radio" && f.name === field.name)) return;
			fields.push(field);
		}, globalThis.closedRoots);
		const kept = [...found].filter(([, fields]) => fields.length > 0);
		globalThis.forms = kept.map(([form]) => form); // for submit.js
		return kept.map(([form, fields]) => ({
			buttons: form ? submittersOf(form).slice(0, most.buttons).map(wordsOn).filter(Boolean) : [],
			...(form ? aimOf(form, buttonOf(form)) : { action: "", method: "" }),
			name: form ? nameOf(form) : "",
			fields,
			box: boxOf(form, elements.get(form)),
			filled: elements.get(form).some((el) => writable.has(el.localName === "input" ? el.type : el.localName) && el.value !== ""),
			links: form ? [...call(form, "querySelectorAll", "a[href]")].filter((a) => /^https?:/.test(a.href)).slice(0, 10).map((a) => ({ url: a.href, text: text(a.textContent) })) : [],
		}));
	};

	const legal = ["privacy-policy", "terms-of-service"]; // the link types of the IANA registry that name a document about the site

	// placeAround says in which part of the page an element is; class names tell where markup does not.
	const placeAround = (el) => {
		if (above(el, "dialog, [role=dialog], [role=alertdialog], [aria-modal=true]")) return "dialog";
		if (above(el, "footer, [role=contentinfo], body [class*=footer i], body [id*=footer i]")) return "footer";
		return above(el, "nav, header, [role=navigation], [role=banner]") ? "navigation" : "";
	};

	const places = new Map(); // of the parents of links: a menu has many links and one place
	const placeOf = (el) => {
		if (el.localName === "link") return "head";
		const parent = el.parentElement ?? el;
		if (!places.has(parent)) places.set(parent, placeAround(parent));
		return places.get(parent);
	};

	const linkOf = (el, url) => {
		const words = text(el.textContent || el.getAttribute("aria-label") || el.querySelector("img")?.alt);
		const other = (value) => (text(value) === words ? "" : text(value));
		return {
			url: url.href, text: words, title: other(el.title), label: other(el.getAttribute("aria-label")), lang: text(el.hreflang, 20),
			rel: legal.filter((type) => el.relList?.contains(type)).join(" "), place: placeOf(el),
		};
	};

	const links = () => {
		const found = [], seen = new Set();
		every(document, (el) => {
			const named = el.localName === "link" && legal.some((type) => el.relList.contains(type));
			if ((el.localName !== "a" && el.localName !== "area" && !named) || !el.hasAttribute("href")) return;
			if (found.length >= most.links) {
				cut.add(`links beyond the first ${most.links}`);
				return;
			}
			let url;
			try { url = new URL(el.getAttribute("href"), get(document, "baseURI")); } catch { return; }
			if (!/^https?:$/.test(url.protocol)) return;
			if (!/^#!?\//.test(url.hash)) url.hash = ""; // otherwise it names a page of an application of one document
			const link = linkOf(el, url);
			const key = [link.url, link.text, link.place].join("\n");
			if (!seen.has(key)) found.push(link);
			seen.add(key);
		});
		return found;
	};

	const areas = (found) => {
		for (const [area, open] of [["local", () => localStorage], ["session", () => sessionStorage]]) {
			try {
				const storage = open();
				for (let i = 0; i < storage.length; i++) {
					const key = storage.key(i);
					found.push({ area, key, value: storage.getItem(key) });
				}
			} catch { /* sandboxed, or refused */ }
		}
	};

	// inTime waits for what storage answers, for all of it together: a page that keeps without end must not keep the rest from being read.
	let over = false;
	const late = new Promise((_, no) => setTimeout(() => { over = true; no(new Error("late")); }, 2000 * PATIENCE));
	late.catch(() => {});
	const inTime = (promise) => Promise.race([promise, late]);

	// first are the first of some names. Of what could not be read in time, its name is told.
	const first = (names, count, what) => {
		if (names.length > count) cut.add(`${what} beyond the first ${count}`);
		return [...names].slice(0, count);
	};

	const stores = (name) => new Promise((yes, no) => {
		const request = indexedDB.open(name);
		request.onupgradeneeded = () => request.transaction.abort(); // it was deleted meanwhile, and must not come back
		request.onblocked = request.onerror = () => no(request.error);
		request.onsuccess = async () => {
			const held = [];
			for (const store of first(request.result.objectStoreNames, most.stores, "stores of a database")) held.push([store, over ? "" : await records(request.result, store)]);
			request.result.close();
			yes(held);
		};
	});

	// plain shortens what is made a text of: of bytes the first are enough to tell one browser from another.
	const plain = () => {
		let parts = 0;
		return (key, value) => {
			if (++parts > most.parts) return undefined;
			if (typeof value === "string") return value.slice(0, most.value);
			if (ArrayBuffer.isView(value)) return [...new Uint8Array(value.buffer, value.byteOffset, Math.min(most.bytes, value.byteLength))];
			if (value instanceof ArrayBuffer) return [...new Uint8Array(value, 0, Math.min(most.bytes, value.byteLength))];
			return value;
		};
	};

	// records are the first of a store, as far as they are plain data.
	const records = (database, store) => new Promise((yes) => {
		try {
			const all = database.transaction(store).objectStore(store).getAll(null, most.records);
			all.onsuccess = () => { try { yes(all.result.length > 0 ? JSON.stringify(all.result, plain()).slice(0, most.value) : ""); } catch { yes(""); } };
			all.onerror = () => yes("");
		} catch { yes(""); }
	});

	const cached = async (found) => {
		try {
			const names = first(await inTime(caches.keys()), most.caches, "caches");
			const held = await Promise.all(names.map((name) => inTime(caches.open(name).then((cache) => cache.keys())).catch(() => [])));
			names.forEach((key, i) => found.push({ area: "cache", key, value: held[i].slice(0, most.records).map((r) => r.url).join("\n").slice(0, most.value) }));
		} catch { /* sandboxed, or not over TLS */ }
	};

	const files = async (found) => {
		const list = async (folder, path) => {
			for await (const [name, handle] of folder.entries()) {
				if (++count > most.files) return void cut.add(`files beyond the first ${most.files}`);
				if (handle.kind === "directory") await list(handle, path + name + "/");
				else found.push({ area: "file", key: path + name, value: "" });
			}
		};
		let count = 0;
		try { await inTime(navigator.storage.getDirectory().then((root) => list(root, ""))); } catch { /* sandboxed, or not over TLS */ }
	};

	const databases = async (found) => {
		try {
			const names = first((await inTime(indexedDB.databases())).map(({ name }) => name), most.databases, "databases");
			const held = await Promise.all(names.map((name) => inTime(stores(name)).catch(() => [])));
			names.forEach((name, i) => {
				for (const [store, value] of held[i].length > 0 ? held[i] : [["", ""]]) found.push({ area: "indexeddb", key: store ? name + "/" + store : name, value });
			});
		} catch { /* sandboxed, or refused */ }
	};

	const source = () => {
		const doctype = get(document, "doctype");
		const whole = (doctype ? new XMLSerializer().serializeToString(doctype) + "\n" : "") + (get(document, "documentElement")?.outerHTML ?? "");
		if (whole.length > most.html) cut.add(`source beyond ${most.html} characters`);
		return whole.slice(0, most.html);
	};

	// asked makes the probe tell what it has counted, and says whether it is there. Where no script can run it need not be; and document.open
	// takes every listener from a document, the probe's and that of leave.js, from when on it tells only what is new.
	const asked = () => {
		globalThis.heard = false;
		const answered = !dispatchEvent(new Event("BINDING", { cancelable: true }));
		return answered || (globalThis.began && !globalThis.heard) || !scripted();
	};
	// scripted says whether the page's scripts can run here: in a sandboxed frame they cannot. What cannot run, parses what stands in noscript.
	const scripted = () => {
		const tried = call(document, "createElement", "div");
		try { tried.innerHTML = "<noscript><i></i></noscript>"; } catch { return true; }
		return !tried.querySelector("i");
	};
	const watched = asked();
	const storage = [];
	areas(storage);
	if (!document.prerendering) await Promise.all([databases(storage), cached(storage), files(storage)]); // a page that is loaded ahead gets no answer before somebody goes there
	const closed = hosts();
	if (globalThis.closedMore || (closed > 0 && globalThis.closedRoots)) cut.add("closed shadow roots beyond those that are opened");
	if (over) cut.add("all that storage holds: it is more than a page has time for");
	return JSON.stringify({
		url: location.href,
		origin: globalThis.origin,
		title: text(get(document, "title")),
		lang: get(document, "documentElement")?.lang ?? "",
		html: main ? source() : "",
		links: main ? links() : [],
		forms: forms(),
		storage,
		watched,
		closed,
		cut: [...cut], // last: all of the above may add to it
	});
})()
