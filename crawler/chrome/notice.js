// Writes the document of a frame as a person can read it, for the reader of notices: what tabs and folds hide is shown, their labels are
// headings, open shadow roots stand in their places. Scripts, form values, what lies over the page (a consent dialog) and what
// could name the visitor (the queries of links) are left out. Everything is plain data.
(() => {
	"use strict";
	const most = 10_000_000; // characters of the document
	const prose = 40; // letters that make a text more than a label

	const left = new Set([
		"audio", "base", "canvas", "embed", "head", "iframe", "img", "input", "link", "meta", "noscript", "object", "picture", "script", "select",
		"style", "svg", "template", "textarea", "video",
	]);
	const lines = new Set([
		"address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
		"hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "thead", "tr", "ul",
	]);
	const kept = ["id", "name", "lang", "colspan", "rowspan", "scope", "start", "role"];
	const headings = "h1, h2, h3, h4, h5, h6, [role=heading]";

	const words = (el) => (el.textContent ?? "").replace(/\s+/g, " ").trim();
	const letters = (text) => (text.match(/\p{L}/gu) ?? []).length;
	const escape = (value) => value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

	const all = letters(document.body?.innerText ?? "");

	// lies says whether an element lies over the page instead of being a part of it.
	const lies = (el, style) => {
		if (el.matches("dialog, [role=dialog], [role=alertdialog], [aria-modal=true]") || style.position === "fixed") return letters(words(el)) * 2 < all;
		return false;
	};

	// folds says whether a control opens and closes a part of the text.
	const folds = (el) => el.hasAttribute("aria-expanded") || el.hasAttribute("aria-controls") || el.getAttribute("role") === "tab";

	// hides says whether an element is not shown, and is no part of the text that a control brings up: a menu, a hint for screen readers.
	const hides = (el, style) => {
		const hidden = style.display === "none" || style.visibility === "hidden" || el.getAttribute("aria-hidden") === "true";
		if (!hidden) return false;
		return letters(words(el)) < prose || el.closest("nav, header, footer, dialog, [role=navigation], [role=dialog], [role=menu], [role=alertdialog]") !== null;
	};

	const attributes = (el) => {
		let out = "";
		for (const name of kept) {
			if (el.hasAttribute(name)) out += ` ${name}="${escape(el.getAttribute(name))}"`;
		}
		if (el.localName !== "a" || !el.hasAttribute("href")) return out;
		try {
			const url = new URL(el.getAttribute("href"), document.baseURI);
			const here = url.href.split("#")[0] === document.baseURI.split("#")[0];
			if (here && url.hash) return `${out} href="${escape(url.hash)}"`;
			if (/^https?:$/.test(url.protocol)) return `${out} href="${escape(url.origin + url.pathname)}"`;
			if (url.protocol === "mailto:" || url.protocol === "tel:") return `${out} href="${escape(url.protocol + url.pathname)}"`;
		} catch { /* no address */ }
		return out;
	};

	const parts = [];
	let length = 0, cut = false, count = 0;
	const put = (text) => {
		length += text.length;
		if (length > most) cut = true;
		else parts.push(text);
	};

	// label gives a panel without a heading of its own the words of its tab.
	const label = (el) => {
		if (el.getAttribute("role") !== "tabpanel" || el.querySelector(headings)) return;
		const by = (el.getAttribute("aria-labelledby") ?? "").split(/\s+/).map((id) => el.getRootNode().getElementById?.(id)).filter(Boolean);
		const own = by.length > 0 ? by : el.id ? [...el.getRootNode().querySelectorAll("[role=tab][aria-controls]")].filter((tab) => tab.getAttribute("aria-controls") === el.id) : [];
		const name = own.map(words).join(" ");
		if (name) put(`\n<h3>${escape(name)}</h3>`);
	};

	// tagOf is how an element is written: a control that is a heading, or stands in one, is no control to a reader.
	const tagOf = (el) => {
		if (el.localName !== "button" && el.getAttribute("role") !== "button") return el.getAttribute("role") === "heading" ? "h3" : el.localName;
		if (el.parentElement?.closest(`${headings}, dt, summary`)) return "span";
		return folds(el) && el.localName !== "a" ? "h3" : "button";
	};

	const children = (el) => (el.shadowRoot ? el.shadowRoot.childNodes : el.localName === "slot" && el.assignedNodes().length > 0 ? el.assignedNodes() : el.childNodes);

	const write = (node) => {
		if (cut) return;
		if (node.nodeType === Node.TEXT_NODE) {
			count += letters(node.data);
			put(escape(node.data));
			return;
		}
		if (node.nodeType !== Node.ELEMENT_NODE || left.has(node.localName)) return;
		const style = getComputedStyle(node);
		if (node.getAttribute("role") === "tablist" || hides(node, style) || lies(node, style)) return;
		const tag = tagOf(node);
		if (lines.has(tag)) put("\n");
		if (tag === "br" || tag === "hr" || tag === "wbr" || tag === "col") {
			put(`<${tag}>`);
			return;
		}
		put(`<${tag}${attributes(node)}>`);
		label(node);
		for (const child of children(node)) write(child);
		put(`</${tag}>`);
	};

	const versions = () => [...document.querySelectorAll("link[rel~=alternate i][hreflang][href], a[hreflang][href]")].slice(0, 200).flatMap((el) => {
		try {
			const url = new URL(el.getAttribute("href"), document.baseURI);
			if (!/^#!?\//.test(url.hash)) url.hash = "";
			return /^https?:$/.test(url.protocol) ? [{ url: url.href, text: words(el).slice(0, 300), lang: el.hreflang.slice(0, 20) }] : [];
		} catch { return []; }
	});

	// over are the addresses of frames that are no part of the text: they lie over the page with what holds them, or are not shown.
	const over = () => [...document.querySelectorAll("iframe[src]")].filter((frame) => {
		if (!frame.checkVisibility() || frame.clientWidth < 200 || frame.clientHeight < 100) return true;
		for (let at = frame; at && at !== document.body; at = at.parentElement) {
			if (at.matches("dialog, [role=dialog], [role=alertdialog], [aria-modal=true]") || getComputedStyle(at).position === "fixed") return true;
		}
		return false;
	}).map((frame) => frame.src);

	put(`<!doctype html>\n<html lang="${escape(document.documentElement?.lang ?? "")}">\n<head>\n<title>${escape(document.title)}</title>\n</head>`);
	if (document.body) write(document.body);
	parts.push("\n</html>\n");
	return JSON.stringify({
		html: parts.join(""),
		letters: count,
		headings: [...document.querySelectorAll("h1, h2")].slice(0, 20).map((el) => words(el).slice(0, 300)),
		versions: versions(),
		over: over(),
		cut,
	});
})()
