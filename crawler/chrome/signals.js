// Asks a page's consent platform, in the page's own world, for what it tells vendors: IAB Europe's TCF, the IAB's GPP and the US privacy
// string. Yields JSON; a platform that does not answer at once has no answer.
(async () => {
	"use strict";
	const patience = 400;
	const ask = (name, ...args) => new Promise((done) => {
		if (typeof globalThis[name] !== "function") return done(null);
		setTimeout(() => done(null), patience);
		try { globalThis[name](...args, (data) => done(data)); } catch { done(null); }
	});
	const text = (value) => (typeof value === "string" ? value.slice(0, 20000) : "");
	const number = (value) => (Number.isInteger(value) && value > 0 && value < 65536 ? value : 0);
	const [tcf, gpp, usp] = await Promise.all([ask("__tcfapi", "addEventListener", 2), ask("__gpp", "ping"), ask("__uspapi", "getUSPData", 1)]);
	if (tcf?.listenerId !== undefined) try { globalThis.__tcfapi("removeEventListener", 2, () => {}, tcf.listenerId); } catch { /* it stays */ }
	return JSON.stringify([
		{ api: "tcf", value: text(tcf?.tcString), status: text(tcf?.eventStatus), platform: number(tcf?.cmpId) },
		{ api: "gpp", value: text(gpp?.gppString), status: text(gpp?.signalStatus), platform: number(gpp?.cmpId) },
		{ api: "usp", value: text(usp?.uspString), status: "", platform: 0 },
	].filter((s) => s.value || s.status));
})()
