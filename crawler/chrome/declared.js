// Reads, in the page's own world, which cookies and services the page's consent platform says that there are: its own table of them, as a
// person would find it in the dialog. One reader a platform; each takes plain data out of what the platform offers to scripts
// and leaves out what it does not tell. A platform that is not there, or has changed, yields nothing. Yields JSON.
(async () => {
	"use strict";
	const most = 3000;
	const list = (value) => (Array.isArray(value) ? value : []);
	const entries = (value) => (value && typeof value === "object" ? Object.entries(value) : []);
	const text = (value) => (typeof value === "string" || typeof value === "number" ? String(value).replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim().slice(0, 300) : value instanceof RegExp ? value.source : "");
	const days = (seconds) => (Number(seconds) > 0 ? Math.ceil(Number(seconds) / 86400) + " days" : "");

	// version 2 of vanilla-cookieconsent keeps its table to itself, and shows it in its dialog; what a column holds is said by its place
	const tables = () => [...document.querySelectorAll("#cc--main #s-bl .c-bl")].flatMap((block) => {
		const box = block.querySelector("input[type=checkbox]");
		return [...block.querySelectorAll("tbody tr")].map((row) => {
			const [name, host, duration, purpose] = [...row.cells].map((cell) => cell.textContent);
			return { name, host, duration, purpose, category: box?.value, necessary: box?.disabled === true };
		});
	});

	const readers = {
		Cookiebot: () => entries(globalThis.CookieConsentDialog).filter(([key]) => key.startsWith("cookieTable")).flatMap(([key, rows]) =>
			list(rows).map((row) => ({ name: row[0], host: row[1], purpose: row[2], duration: row[3], category: key.slice("cookieTable".length) }))),

		OneTrust: () => list(globalThis.OneTrust?.GetDomainData?.().Groups).flatMap((group) => {
			const one = (cookie, vendor) => ({
				name: cookie.Name, host: cookie.Host, vendor, purpose: cookie.description, category: group.GroupName,
				duration: cookie.IsSession ? "session" : cookie.Length > 0 ? cookie.Length + " days" : "", necessary: /always active/i.test(group.Status ?? ""),
			});
			return [...list(group.FirstPartyCookies).map((c) => one(c, "")), ...list(group.Hosts).flatMap((host) => list(host.Cookies).map((c) => one(c, host.DisplayName ?? host.HostName)))];
		}),

		Usercentrics: async () => list(globalThis.UC_UI?.isInitialized?.() && await (globalThis.UC_UI.getServicesFullInfo?.() ?? globalThis.UC_UI.getServicesBaseInfo?.())).map((service) => ({
			service: service.name, vendor: service.processingCompany?.nameOfProcessingCompany ?? service.nameOfProcessingCompany, category: service.categorySlug,
			duration: days(service.cookieMaxAgeSeconds), necessary: service.isEssential,
		})),

		Didomi: () => list(globalThis.Didomi?.getVendors?.()).map((vendor) => ({
			service: vendor.name, vendor: vendor.name, category: list(vendor.purposeIds).join(" "), duration: days(vendor.cookieMaxAgeSeconds),
		})),

		tarteaucitron: () => list(globalThis.tarteaucitron?.job).flatMap((key) => {
			const service = globalThis.tarteaucitron.services?.[key];
			if (!service) return [];
			const one = { service: service.name ?? key, vendor: "", category: service.type, necessary: service.needConsent === false };
			return list(service.cookies).length > 0 ? service.cookies.map((name) => ({ ...one, name })) : [one];
		}),

		Klaro: () => list((globalThis.klaro?.getManager?.().config ?? globalThis.klaroConfig)?.services).flatMap((service) => {
			const one = { service: service.name, vendor: "", category: list(service.purposes).join(" "), necessary: service.required === true };
			const cookies = list(service.cookies);
			return cookies.length > 0 ? cookies.map((c) => ({ ...one, name: Array.isArray(c) ? text(c[0]) : text(c?.pattern ?? c), host: Array.isArray(c) ? c[2] : "" })) : [one];
		}),

		Orejime: () => {
			const every = (purposes) => list(purposes).flatMap((purpose) => (purpose?.purposes ? every(purpose.purposes) : [purpose]));
			return every(globalThis.orejimeConfig?.purposes).flatMap((purpose) => {
				const one = { service: purpose.title ?? purpose.id, vendor: "", category: purpose.id, purpose: purpose.description, necessary: purpose.isMandatory === true };
				const cookies = list(purpose.cookies);
				return cookies.length > 0 ? cookies.map((c) => ({ ...one, name: text(Array.isArray(c) ? c[0] : c), host: Array.isArray(c) ? c[2] : "" })) : [one];
			});
		},

		"vanilla-cookieconsent": () => {
			const config = globalThis.CookieConsent?.getConfig?.();
			const cleared = entries(config?.categories).flatMap(([category, set]) => list(set?.autoClear?.cookies).map((c) => ({ name: text(c?.name), host: c?.domain, category, necessary: set.readOnly === true })));
			const told = entries(config?.language?.translations).flatMap(([, words]) => list(words?.preferencesModal?.sections)).filter((section) => section?.cookieTable).flatMap((section) =>
				list(section.cookieTable.body).map((row) => ({
					name: row.name ?? Object.values(row)[0], host: row.domain, purpose: row.desc ?? row.description, duration: row.expiration ?? row.duration ?? row.expiry, category: section.linkedCategory,
					necessary: config.categories?.[section.linkedCategory]?.readOnly === true,
				})));
			return told.length > 0 ? told : config ? cleared : tables();
		},
	};

	const found = [];
	for (const [platform, read] of Object.entries(readers)) {
		let rows = [];
		try { rows = await read(); } catch { /* not there, or not as it was */ }
		for (const row of list(rows)) {
			if (found.length >= most) break;
			const one = { platform, necessary: row.necessary === true };
			for (const key of ["name", "host", "service", "vendor", "category", "purpose", "duration"]) one[key] = text(row[key]);
			if (one.name || one.service) found.push(one);
		}
	}
	return JSON.stringify(found);
})()
