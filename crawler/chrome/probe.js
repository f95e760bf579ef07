// The probe runs in every document and worker before its own scripts, and tells which script sets a cookie or writes to storage, and which
// uses the interfaces that watch.js counts.
// It takes its way out (BINDING, a function) from the page's world and everything it needs from the language before the page can
// change either. What it wraps stays the native function to everybody who looks at it, by being its proxy.
(() => {
	"use strict";
	const send = globalThis.BINDING;
	if (typeof send !== "function") return;
	delete globalThis.BINDING;

	const { apply, construct, getPrototypeOf, setPrototypeOf, getOwnPropertyDescriptor: describe, defineProperty: define } = Reflect;
	const { create } = Object;
	// What a page gives all objects (Object.prototype) is in a descriptor as well, unless that has no prototype: a "get" beside a value is an error.
	const bare = (descriptor) => { if (descriptor) setPrototypeOf(descriptor, null); return descriptor; };
	const getOwnPropertyDescriptor = (owner, name) => bare(describe(owner, name));
	const defineProperty = (owner, name, descriptor) => define(owner, name, bare(descriptor));
	const { stringify } = JSON;
	const NativeError = Error, capture = Error.captureStackTrace, NativeString = String, now = Date.now, NativeProxy = Proxy;
	// A worker that waits for its first line has neither origin nor address yet, and dies when it is asked: so both are asked for when needed.
	const scope = globalThis.WorkerGlobalScope ? WorkerGlobalScope.prototype : globalThis;
	const originOf = getOwnPropertyDescriptor(scope, "origin").get;
	const locationOf = getOwnPropertyDescriptor(scope, "location").get;
	const hrefOf = getOwnPropertyDescriptor(globalThis.WorkerLocation ? WorkerLocation.prototype : location, "href").get;
	const origin = () => apply(originOf, globalThis, []);
	const address = () => apply(hrefOf, apply(locationOf, globalThis, []), []);
	const toText = (value) => { try { return NativeString(value); } catch { return ""; } };

	// A data: address holds the whole script. It is told by its media type and a hash of it (FNV-1a), as stack.go cuts those that the browser tells.
	const { indexOf, lastIndexOf, slice, charCodeAt } = String.prototype;
	const { imul } = Math;
	const toHex = Number.prototype.toString;
	const most = 2000; // characters of an address, or of a line of a stack, beyond which it is looked at whether it holds a script
	let cutFrom, cutTo;
	const short = (name) => {
		if (apply(slice, name, [0, 5]) !== "data:") return name;
		if (name === cutFrom) return cutTo;
		let hash = 0x811c9dc5;
		for (let i = 0; i < name.length; i++) hash = imul(hash ^ apply(charCodeAt, name, [i]), 0x01000193);
		let end = 5;
		for (let i = 5; i < name.length && i <= 60; i++) if (name[i] === ";" || name[i] === ",") { end = i; break; }
		cutFrom = name;
		return cutTo = apply(slice, name, [0, end]) + ",fnv1a-" + apply(slice, "0000000" + apply(toHex, hash >>> 0, [16]), [-8]);
	};
	// shortLines does that to the long lines of a stack. What is long for another reason is cut.
	const shortLines = (text) => {
		if (text.length <= most) return text;
		let out = "";
		for (let at = 0; at < text.length;) {
			let end = apply(indexOf, text, ["\n", at]);
			if (end < 0) end = text.length;
			let line = apply(slice, text, [at, end]);
			if (line.length > most) {
				const from = apply(indexOf, line, ["data:"]);
				const to = apply(lastIndexOf, line, [":", apply(lastIndexOf, line, [":"]) - 1]);
				line = from >= 0 && to > from ? apply(slice, line, [0, from]) + short(apply(slice, line, [from, to])) + apply(slice, line, [to]) : apply(slice, line, [0, most]);
			}
			out += line + "\n";
			at = end + 1;
		}
		return out;
	};

	// stack returns the callers of the proxy trap "above".
	const stack = (above) => {
		const limit = getOwnPropertyDescriptor(NativeError, "stackTraceLimit");
		const prepare = getOwnPropertyDescriptor(NativeError, "prepareStackTrace");
		const holder = create(null);
		try {
			if (prepare) delete NativeError.prepareStackTrace;
			defineProperty(NativeError, "stackTraceLimit", { value: 50, writable: true, enumerable: true, configurable: true });
			capture(holder, above);
			return shortLines(holder.stack);
		} catch {
			return "";
		} finally {
			if (limit) defineProperty(NativeError, "stackTraceLimit", limit);
			if (prepare) defineProperty(NativeError, "prepareStackTrace", prepare);
		}
	};

	// caller returns the place of the innermost caller of the trap "above" that came from an address, whatever name it gives itself (sourceURL).
	// Code that was evaluated has none: its caller counts, and when that has none either, the place where it was evaluated, as V8 words it.
	const site = (() => {
		let found;
		NativeError.prepareStackTrace = (error, sites) => { found = getPrototypeOf(sites[0]); };
		const holder = create(null);
		capture(holder);
		void holder.stack;
		delete NativeError.prepareStackTrace;
		return found;
	})();
	const { getFileName, getScriptNameOrSourceURL, getLineNumber, getColumnNumber, getEvalOrigin, isEval } = site;
	const innermost = (error, sites) => {
		const place = create(null);
		place.url = "";
		place.line = place.column = 0;
		for (let i = 0; i < sites.length; i++) {
			if (apply(isEval, sites[i], [])) {
				if (!place.url) {
					const origin = apply(getEvalOrigin, sites[i], []) || "";
					place.url = apply(slice, shortLines(origin), [0, most]);
				}
				continue;
			}
			const name = apply(getFileName, sites[i], []);
			if (!name) continue;
			place.url = short(name);
			place.line = apply(getLineNumber, sites[i], []);
			place.column = apply(getColumnNumber, sites[i], []);
			break;
		}
		return place;
	};
	// names are what scripts among the callers call themselves (sourceURL), where that is not the address that they came from.
	const names = (error, sites) => {
		const found = create(null);
		for (let i = 0; i < sites.length; i++) {
			const name = apply(getScriptNameOrSourceURL, sites[i], []);
			if (name && name !== apply(getFileName, sites[i], [])) found[name] = true;
		}
		return found;
	};
	const look = (above, how) => {
		const limit = getOwnPropertyDescriptor(NativeError, "stackTraceLimit");
		const prepare = getOwnPropertyDescriptor(NativeError, "prepareStackTrace");
		const usual = limit && limit.value >= 5 && limit.value <= 50;
		const holder = create(null);
		try {
			defineProperty(NativeError, "prepareStackTrace", { value: how, writable: true, enumerable: true, configurable: true });
			if (!usual) defineProperty(NativeError, "stackTraceLimit", { value: 10, writable: true, enumerable: true, configurable: true });
			capture(holder, above);
			return holder.stack;
		} finally {
			if (!usual && limit) defineProperty(NativeError, "stackTraceLimit", limit);
			if (prepare) defineProperty(NativeError, "prepareStackTrace", prepare);
			else delete NativeError.prepareStackTrace;
		}
	};

	const caller = (above) => look(above, innermost);

	const tell = (kind, above, fields) => {
		const message = create(null);
		message.kind = kind;
		message.url = address();
		message.time = now();
		message.stack = stack(above);
		message.names = look(above, names);
		for (const key in fields) message[key] = fields[key];
		try { send(stringify(message)); } catch { /* a detached document has no way out */ }
	};

	// wrap puts a proxy before a method or setter; told(this, arguments, trap) is called after the real one.
	const wrap = (owner, name, part, told, forbids) => {
		const descriptor = owner && getOwnPropertyDescriptor(owner, name);
		if (!descriptor || typeof descriptor[part] !== "function") return;
		const handler = create(null);
		handler.apply = function (target, self, args) {
			try { if (forbids && forbids(self)) return; } catch { /* it is nothing that could be asked */ }
			const result = apply(target, self, args);
			try { told(self, args, handler.apply, result); } catch { /* the page must not notice */ }
			return result;
		};
		const native = descriptor[part];
		descriptor[part] = new NativeProxy(native, handler);
		apply(mapSet, natives, [descriptor[part], native]);
		defineProperty(owner, name, descriptor);
	};

	// wrapNew does the same to a constructor; told(object, arguments, trap) is called after it.
	const wrapNew = (name, told) => {
		const descriptor = getOwnPropertyDescriptor(globalThis, name);
		if (!descriptor) return;
		const native = descriptor.value;
		const handler = create(null);
		handler.construct = function (target, args, maker) {
			const made = construct(target, args, maker);
			try { told(made, args, handler.construct); } catch { /* the page must not notice */ }
			return made;
		};
		descriptor.value = new NativeProxy(native, handler);
		apply(mapSet, natives, [descriptor.value, native]);
		defineProperty(globalThis, name, descriptor);
		defineProperty(native.prototype, "constructor", { value: descriptor.value, writable: true, enumerable: false, configurable: true });
	};

	// A proxy of a function shows no name where a function's source is asked for; so that is asked of the function itself.
	const natives = new WeakMap();
	const mapGet = WeakMap.prototype.get, mapSet = WeakMap.prototype.set;
	const toString = Function.prototype.toString;
	const source = new NativeProxy(toString, { __proto__: null, apply: (target, self, args) => apply(target, apply(mapGet, natives, [self]) ?? self, args) });
	apply(mapSet, natives, [source, toString]);
	defineProperty(Function.prototype, "toString", { value: source, writable: true, enumerable: false, configurable: true });

	// A page may have given all objects enumerable properties, which are none of these.
	const field = (pairs) => { const f = create(null); for (const key in pairs) if (getOwnPropertyDescriptor(pairs, key)) f[key] = pairs[key]; return f; };

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
			tell("storage", above, field({ area: self === local ? "local" : "session", name: toText(args[0]), value: toText(args[1]), origin: origin() }));
		});
	}
	if (globalThis.IDBFactory) {
		wrap(IDBFactory.prototype, "open", "value", (self, args, above) => {
			tell("storage", above, field({ area: "indexeddb", name: toText(args[0]), origin: origin() }));
		});
	}

	if (globalThis.CacheStorage) {
		wrap(CacheStorage.prototype, "open", "value", (self, args, above) => {
			tell("storage", above, field({ area: "cache", name: toText(args[0]), origin: origin() }));
		});
	}
	if (globalThis.FileSystemDirectoryHandle) {
		wrap(FileSystemDirectoryHandle.prototype, "getFileHandle", "value", (self, args, above) => {
			if (args[1] && args[1].create) tell("storage", above, field({ area: "file", name: toText(args[0]), origin: origin() }));
		});
	}

	// The browser does not lay these at the door of a script: what they load is told with the script that calls, and so is every address
	// that a script makes up for a text of its own.
	const NativeURL = globalThis.URL;
	const absoluteOf = NativeURL && getOwnPropertyDescriptor(NativeURL.prototype, "href").get;
	const baseOf = globalThis.Node && getOwnPropertyDescriptor(Node.prototype, "baseURI").get;
	const absolute = (value) => apply(absoluteOf, new NativeURL(toText(value), baseOf ? apply(baseOf, document, []) : address()), []);
	const loads = (above, value) => tell("loads", above, field({ name: apply(slice, value, [0, 2048]) })); // a data: address may be megabytes
	const loadsFirst = (made, args, above) => loads(above, absolute(args[0]));
	for (const name of ["Worker", "SharedWorker", "EventSource", "WebSocket", "WebTransport"]) wrapNew(name, loadsFirst);
	wrapNew("FontFace", (made, args, above) => loads(above, toText(args[1])));
	if (globalThis.ServiceWorkerContainer) wrap(ServiceWorkerContainer.prototype, "register", "value", loadsFirst);
	if (NativeURL) wrap(NativeURL, "createObjectURL", "value", (self, args, above, made) => loads(above, made));
	if (globalThis.HTMLMediaElement) wrap(HTMLMediaElement.prototype, "src", "set", loadsFirst);
	if (globalThis.HTMLImageElement) {
		wrap(HTMLImageElement.prototype, "src", "set", (self, args, above) => {
			const to = absolute(args[0]);
			if (apply(slice, to, [0, 4]) === "http") loads(above, to); // what stands in for an image until it is in sight is data:, many times over
		});
	}
	if (globalThis.HTMLFormElement) {
		const actionOf = getOwnPropertyDescriptor(HTMLFormElement.prototype, "action").get;
		const { Event: NativeEvent } = globalThis, { dispatchEvent } = EventTarget.prototype;
		const held = (form) => !apply(dispatchEvent, form, [new NativeEvent("BINDING:submit", { cancelable: true, composed: true })]); // see keys.js
		const sends = (self, args, above) => loads(above, apply(actionOf, self, []));
		wrap(HTMLFormElement.prototype, "submit", "value", sends, held);
		wrap(HTMLFormElement.prototype, "requestSubmit", "value", sends);
	}

	// A closed shadow root is known to nobody but who made it. Whoever asks is shown the elements that have one, by an event at each.
	if (globalThis.Element) {
		const { dispatchEvent } = EventTarget.prototype, NativeEvent = Event, listenTo = EventTarget.prototype.addEventListener;
		const modeOf = getOwnPropertyDescriptor(ShadowRoot.prototype, "mode").get, connected = getOwnPropertyDescriptor(Node.prototype, "isConnected").get;
		const NativeRef = WeakRef, { deref } = WeakRef.prototype, most = 100000;
		const hosts = []; // without keeping them alive
		let count = 0;
		wrap(Element.prototype, "attachShadow", "value", (self, args, above, made) => {
			if (apply(modeOf, made, []) !== "closed") return;
			if (count < most) defineProperty(hosts, count, { value: new NativeRef(self) });
			count++;
		});
		const show = (at) => apply(dispatchEvent, at, [new NativeEvent("BINDING:host", { cancelable: true })]);
		apply(listenTo, globalThis, ["BINDING:hosts", () => {
			for (let i = 0; i < count && i < most; i++) {
				const host = apply(deref, hosts[i], []);
				if (host && apply(connected, host, []) && !show(host)) return; // enough
			}
			if (count > most) show(globalThis); // there are more
		}, true]);
	}

	// Without a window that somebody sees, a page is told its size only after its first scripts have run. Until then it is 0, by which robots are known.
	for (const [name, size] of [["outerWidth", WIDTH], ["outerHeight", HEIGHT]]) {
		const descriptor = getOwnPropertyDescriptor(globalThis, name);
		if (!descriptor || !descriptor.get) continue;
		const native = descriptor.get;
		descriptor.get = new NativeProxy(native, { __proto__: null, apply: (target, self, args) => apply(target, self, args) || size });
		apply(mapSet, natives, [descriptor.get, native]);
		defineProperty(globalThis, name, descriptor);
	}

	(WATCH)({ apply, create, getOwnPropertyDescriptor, getPrototypeOf, send, stringify, address, caller, wrap, wrapNew, toText });
})();
