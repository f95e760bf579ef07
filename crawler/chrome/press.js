// Brings the control with this number (see consent.js) into view and says where a mouse would hit it; "by script" clicks it from here
// instead, for what lies in a frame or under something else.
((index, byScript) => {
	"use strict";
	const el = globalThis.found?.[index];
	if (!el?.isConnected) return JSON.stringify({ gone: true });
	if (byScript) {
		el.click();
		return JSON.stringify({ clicked: true });
	}
	el.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
	const r = el.getBoundingClientRect();
	const x = r.left + r.width / 2, y = r.top + r.height / 2;
	const within = (el) => (el && (el.shadowRoot ?? globalThis.closedRoots?.get(el)))?.elementFromPoint(x, y);
	let at = document.elementFromPoint(x, y);
	for (let inner = within(at); inner && inner !== at; inner = within(at)) at = inner;
	for (let up = at; up; up = up.parentElement ?? up.getRootNode().host) if (up === el) return JSON.stringify({ x, y, hit: true });
	return JSON.stringify({ x, y, hit: false });
})
