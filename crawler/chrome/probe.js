// The probe runs in every document before the page's own scripts, and tells which script sets a cookie or writes to storage.
// It takes its way out (BINDING, a function) from the page's world and everything it needs from the language before the page can
// change either. What it wraps stays the native function to everybody who looks at it, by being its proxy.
(() => {
	"use strict";
	const send = globalThis.BINDING;
	if (typeof send !== "function") return;
	delete globalThis.BINDING;

	const { apply, getOwnPropertyDescriptor, defineProperty } = Reflect;
	const { create } = Object;
	const { stringify } = JSON;
	const NativeError = Error, capture = Error.captureStackTrace, NativeString = String, now = Date.now, NativeProxy = Proxy;
	const origin = globalThis.origin;
	const toText = (value) => { try { return NativeString(value); } catch { return ""; } };

	// stack returns the callers of the proxy trap "above".
	const stack = (above) => {
		const limit = getOwnPropertyDescriptor(NativeError, "stackTraceLimit");
		const prepare = getOwnPropertyDescriptor(NativeError, "prepareStackTrace");
		const holder = create(null);
		try {
			if (prepare) delete NativeError.prepareStackTrace;
			defineProperty(NativeError, "stackTraceLimit", { value: 50, writable: true, enumerable: true, configurable: true });
			capture(holder, above);
			return holder.stack;
		} catch {
			return "";
		} finally {
			if (limit) defineProperty(NativeError, "stackTraceLimit", limit);
			if (prepare) defineProperty(NativeError, "prepareStackTrace", prepare);
		}
	};

	const tell = (kind, above, fields) => {
		const message = create(null);
		message.kind = kind;
		message.url = address();
		message.time = now();
		message.stack = stack(above);
		for (const key in fields) message[key] = fields[key];
		try { send(stringify(message)); } catch { /* a detached document has no way out */ }
	};

	const hrefOf = getOwnPropertyDescriptor(location, "href").get;
	const address = () => apply(hrefOf, location, []);

	// wrap puts a proxy before a method or setter; told(this, arguments, trap) is called after the real one.
	const wrap = (owner, name, part, told) => {
		const descriptor = owner && getOwnPropertyDescriptor(owner, name);
		if (!descriptor || typeof descriptor[part] !== "function") return;
		const handler = create(null);
		handler.apply = function (target, self, args) {
			const result = apply(target, self, args);
			try { told(self, args, handler.apply, result); } catch { /* the page must not notice */ }
			return result;
		};
		descriptor[part] = new NativeProxy(descriptor[part], handler);
		defineProperty(owner, name, descriptor);
	};

	const field = (pairs) => { const f = create(null); for (const key in pairs) f[key] = pairs[key]; return f; };

	const cookie = globalThis.Document && getOwnPropertyDescriptor(Document.prototype, "cookie");
	if (cookie) {
		const read = cookie.get;
		wrap(Document.prototype, "cookie", "set", (self, args, above) => {
			tell("document.cookie", above, field({ value: toText(args[0]), visible: toText(apply(read, self, [])) }));
		});
	}

	if (globalThis.CookieStore) {
		const given = (args) => {
			const f = create(null);
			const o = args[0];
			if (typeof o === "object" && o !== null) {
				for (const key of ["name", "value", "domain", "path", "sameSite"]) if (o[key] != null) f[key] = toText(o[key]);
				if (o.expires != null) f.expires = +o.expires;
				if (o.partitioned) f.partitioned = true;
			} else {
				f.name = toText(o);
				f.value = args.length > 1 ? toText(args[1]) : "";
			}
			return f;
		};
		wrap(CookieStore.prototype, "set", "value", (self, args, above) => tell("cookieStore.set", above, given(args)));
		wrap(CookieStore.prototype, "delete", "value", (self, args, above) => tell("cookieStore.delete", above, given(args)));
	}

	if (globalThis.Storage) {
		let local = null;
		try { local = localStorage; } catch { /* a sandboxed frame has none */ }
		wrap(Storage.prototype, "setItem", "value", (self, args, above) => {
			tell("storage", above, field({ area: self === local ? "local" : "session", name: toText(args[0]), value: toText(args[1]), origin: origin }));
		});
	}
	if (globalThis.IDBFactory) {
		wrap(IDBFactory.prototype, "open", "value", (self, args, above) => {
			tell("storage", above, field({ area: "indexeddb", name: toText(args[0]), origin: origin }));
		});
	}
})();
