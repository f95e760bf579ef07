// Counts how each script uses the interfaces of TABLE, and tells the sums: at the end of a task in which a script was first seen to use
// one, and when asked by the event BINDING, whose name no page knows. So a page that calls one a million times tells it once.
// It is a part of the probe, which gives it what it took from the language before the page could change it.
({ apply, create, getOwnPropertyDescriptor, getPrototypeOf, send, stringify, address, caller, wrap, wrapNew, toText }) => {
	const table = TABLE;

	// What is kept of one document, whatever it does. To see who calls costs a hundred times what counting does: after "exact" calls on one
	// thing it is looked at only now and then, and beyond "looks" in all.
	const most = { facts: 2000, scripts: 300, plain: 50, exact: 1000, looks: 30000, distinct: 1000, signs: 64, text: 256 };
	const queue = globalThis.queueMicrotask, listen = globalThis.addEventListener;
	const mapGet = WeakMap.prototype.get, mapSet = WeakMap.prototype.set, codePointAt = String.prototype.codePointAt;
	const isPrototypeOf = Object.prototype.isPrototypeOf;
	const abs = Math.abs, min = Math.min;

	// Facts are what is told, each whole whenever something about it has changed.
	let facts = 0, lost = 0, fresh = 0, queued = false, changed = create(null), lostTold = 0;

	const tell = () => {
		const message = create(null);
		message.kind = "uses";
		message.url = address();
		message.lost = lost;
		message.facts = create(null);
		let any = lost !== lostTold;
		for (const id in changed) {
			message.facts[id] = changed[id].out;
			changed[id].dirty = false;
			any = true;
		}
		changed = create(null);
		fresh = 0;
		lostTold = lost;
		if (!any) return;
		try { send(stringify(message)); } catch { /* a detached document has no way out */ }
	};

	const atTheEnd = () => { queued = false; tell(); };

	const newFact = (script) => {
		if (facts >= most.facts) { lost++; return null; }
		const fact = create(null);
		fact.id = ++facts;
		fact.out = create(null);
		fact.out.script = script.url;
		fact.out.line = script.line;
		fact.out.column = script.column;
		fresh++;
		return fact;
	};

	const touch = (fact) => {
		if (fact.dirty) return;
		fact.dirty = true;
		changed[fact.id] = fact;
		if (fresh >= 64) return tell();
		if (fresh > 0 && !queued) { queued = true; apply(queue, globalThis, [atTheEnd]); }
	};

	// Scripts by their address.
	const scripts = create(null);
	let scriptCount = 0, looks = 0;
	const newScript = (url) => {
		const script = create(null);
		script.id = ++scriptCount;
		script.url = url;
		script.uses = create(null);
		return script;
	};
	const crowd = newScript("");
	const lookUp = (above) => {
		looks++;
		let place;
		try { place = caller(above); } catch { return crowd; } // a page that locks Error hides who calls, and not that it is called
		if (typeof place !== "object") return crowd;
		let script = scripts[place.url];
		if (!script) script = scriptCount < most.scripts ? scripts[place.url] = newScript(place.url) : crowd;
		script.line = place.line;
		script.column = place.column;
		return script;
	};

	// author returns the script that uses a thing.
	const author = (thing, above) => {
		const seen = thing.seen = (thing.seen | 0) + 1;
		if (!thing.script || (seen <= most.exact && looks < most.looks) || seen % 64 === 0) thing.script = lookUp(above);
		return thing.script;
	};

	const count = (script, name) => {
		let use = script.uses[name];
		if (!use) {
			use = newFact(script);
			if (!use) return null;
			script.uses[name] = use;
			use.out.interface = name;
			use.out.count = 0;
		}
		use.out.count++;
		touch(use);
		return use;
	};

	const word = (use, name) => {
		if (!use) return;
		if (!use.out.words) use.out.words = create(null);
		if (!use.out.words[name]) { use.out.words[name] = true; touch(use); }
	};

	// vary counts the different arguments of a use.
	const vary = (use, value) => {
		if (!use) return;
		if (!use.values) { use.values = create(null); use.out.distinct = use.out.most = 0; }
		let times = use.values[value];
		if (times === undefined) {
			if (use.out.distinct >= most.distinct) return;
			use.out.distinct++;
			times = 0;
		}
		use.values[value] = ++times;
		if (times > use.out.most) use.out.most = times;
	};

	const getter = (prototype, name) => prototype && getOwnPropertyDescriptor(prototype, name)?.get;
	const read = (get, self) => { try { return get && apply(get, self, []); } catch { return undefined; } };

	// Canvases, and which context belongs to which.
	const states = new WeakMap();
	const kinds = [];
	for (const kind of [globalThis.HTMLCanvasElement, globalThis.OffscreenCanvas]) {
		const prototype = kind?.prototype;
		if (prototype) kinds[kinds.length] = { prototype, width: getter(prototype, "width"), height: getter(prototype, "height") };
	}
	const kindOf = (self) => {
		for (let i = 0; i < kinds.length; i++) if (apply(isPrototypeOf, kinds[i].prototype, [self])) return kinds[i];
		return null;
	};
	const others = create(null); // stands for the canvases of other windows, whose uses are counted and no more
	const stateOf = (canvas) => {
		let state = apply(mapGet, states, [canvas]);
		if (state) return state;
		const kind = kindOf(canvas);
		if (!kind) return others;
		state = create(null);
		state.canvas = canvas;
		state.kind = kind;
		state.context = "2d";
		state.works = create(null);
		apply(mapSet, states, [canvas, state]);
		return state;
	};
	const contextState = (context, canvasOf) => {
		let state = apply(mapGet, states, [context]);
		if (state) return state;
		const canvas = read(canvasOf, context);
		state = canvas ? stateOf(canvas) : others;
		apply(mapSet, states, [context, state]);
		return state;
	};

	// workOf is what one script has done with one canvas. It becomes a fact once the canvas is read.
	const workOf = (state, script) => {
		if (state === others) return null;
		let work = state.works[script.id];
		if (!work) {
			work = state.works[script.id] = create(null);
			work.characters = work.colours = work.kept = work.readWidth = work.readHeight = 0;
			work.signs = create(null);
			work.tints = create(null);
			work.readBy = create(null);
		}
		return work;
	};

	const publish = (state, script, work) => {
		if (!work.fact) {
			if (work.colours === 0 && state.context === "2d" && (script.plain = (script.plain | 0) + 1) > most.plain) return; // thousands of pictures without text tell no more than fifty
			work.fact = newFact(script);
			if (!work.fact) return;
		}
		const out = work.fact.out;
		out.canvas = state.context;
		out.width = read(state.kind.width, state.canvas);
		out.height = read(state.kind.height, state.canvas);
		out.characters = work.characters;
		out.colours = work.colours;
		out.kept = work.kept;
		out.readWidth = work.readWidth;
		out.readHeight = work.readHeight;
		out.readBy = work.readBy;
		touch(work.fact);
	};

	const update = (state, script, work) => { if (work.fact) publish(state, script, work); };

	// Signs of emoji do not count as characters: the test whether a browser can draw them, which half the web makes, writes a dozen.
	const isEmoji = (sign) => sign >= 0x1f000 || (sign >= 0x2190 && sign <= 0x2bff) || (sign >= 0xfe00 && sign <= 0xfe0f) || (sign >= 0x200b && sign <= 0x200d) || sign === 0x20e3;

	const write = (state, work, text, tint) => {
		if (work.colours < most.signs && !work.tints[tint]) { work.tints[tint] = true; work.colours++; }
		const end = min(text.length, most.text);
		for (let i = 0; i < end && work.characters < most.signs; i++) {
			const sign = apply(codePointAt, text, [i]);
			if (sign > 0xffff) i++;
			if (sign > 32 && !isEmoji(sign) && !work.signs[sign]) { work.signs[sign] = true; work.characters++; }
		}
	};

	const extract = (state, script, work, by, width, height) => {
		work.readBy[by] = true;
		const gain = min(width, height) - min(work.readWidth, work.readHeight) || width * height - work.readWidth * work.readHeight;
		if (gain > 0) { work.readWidth = width; work.readHeight = height; }
		publish(state, script, work);
	};
	const extractAll = (state, script, work, by) => extract(state, script, work, by, read(state.kind.width, state.canvas) | 0, read(state.kind.height, state.canvas) | 0);

	// The window, the document, its root and its body: who listens or observes there hears everything.
	const doc = globalThis.document, rootOf = getter(globalThis.Document?.prototype, "documentElement"), bodyOf = getter(globalThis.Document?.prototype, "body");
	const isWhole = (self) => doc && (self == null || self === globalThis || self === doc || self === read(rootOf, doc) || self === read(bodyOf, doc));
	const peer = globalThis.RTCPeerConnection?.prototype;

	// on2d makes the trap of a member of a 2D context.
	const on2d = (row, prototype, does) => {
		const canvasOf = getter(prototype, "canvas");
		return (self, args, above) => {
			const state = contextState(self, canvasOf);
			const script = author(state === others ? row : state, above);
			const use = count(script, row.name);
			const work = workOf(state, script);
			if (does) does(self, args, state, script, work, use);
		};
	};
	const styled = (key) => (row, prototype) => on2d(row, prototype, (self, args, state) => { state[key] = typeof args[0] === "string" ? args[0] : "(no colour)"; });
	const written = (key) => (row, prototype) => on2d(row, prototype, (self, args, state, script, work) => {
		if (!work) return;
		write(state, work, toText(args[0]), state[key] ?? "#000000");
		update(state, script, work);
	});
	const keeping = (row, prototype) => on2d(row, prototype, (self, args, state, script, work) => { if (work) { work.kept++; update(state, script, work); } });
	const extracted = (row) => (self, args, above) => {
		const state = stateOf(self);
		const script = author(state === others ? row : state, above);
		count(script, row.name);
		const work = workOf(state, script);
		if (work) extractAll(state, script, work, row.member);
	};

	const traps = {
		fillStyle: styled("fill"), strokeStyle: styled("stroke"), fillText: written("fill"), strokeText: written("stroke"), save: keeping, restore: keeping,
		toDataURL: extracted, toBlob: extracted, convertToBlob: extracted,
		getImageData: (row, prototype) => on2d(row, prototype, (self, args, state, script, work) => { if (work) extract(state, script, work, row.member, abs(args[2]) | 0, abs(args[3]) | 0); }),
		font: (row, prototype) => {
			const fontOf = getter(prototype, "font"); // a value that is not valid leaves the font as it was
			return on2d(row, prototype, (self, args, state, script, work, use) => vary(use, read(fontOf, self)));
		},
		measureText: (row, prototype) => on2d(row, prototype, (self, args, state, script, work, use) => vary(use, toText(args[0]).length > most.text ? "(long)" : toText(args[0]))),
		getContext: (row) => (self, args, above, context) => {
			const state = stateOf(self);
			count(author(state === others ? row : state, above), row.name);
			if (args[0] !== "webgl" && args[0] !== "webgl2" && args[0] !== "experimental-webgl") return;
			if (state !== others) state.context = "webgl";
			if (context) watchLater(args[0] === "webgl2" ? "WebGL2RenderingContext" : "WebGLRenderingContext", context);
		},
		readPixels: (row, prototype) => {
			const canvasOf = getter(prototype, "canvas");
			return (self, args, above) => {
				const state = contextState(self, canvasOf);
				const script = author(state === others ? row : state, above);
				count(script, row.name);
				const work = workOf(state, script);
				if (work) extract(state, script, work, row.member, abs(args[2]) | 0, abs(args[3]) | 0);
			};
		},
		addEventListener: (row) => (self, args, above) => {
			const type = args[0];
			if (typeof type !== "string") return;
			if (row.words[type] && isWhole(self)) word(count(author(row, above), row.name), type);
			else if (type === "icecandidate" && peer && apply(isPrototypeOf, peer, [self])) count(author(row, above), "RTCPeerConnection.onicecandidate");
			if (self != null && kindOf(self)) {
				const state = stateOf(self);
				const script = author(state === others ? row : state, above);
				const work = workOf(state, script);
				if (work) { work.kept++; update(state, script, work); }
			}
		},
		observe: (row) => (self, args, above) => {
			const options = args[1];
			if (!isWhole(args[0]) || args[0] == null || !options || !options.subtree) return;
			const use = count(author(row, above), row.name);
			if (options.childList) word(use, "childList");
			if (options.attributes || options.attributeOldValue || options.attributeFilter) word(use, "attributes");
			if (options.characterData || options.characterDataOldValue) word(use, "characterData");
		},
	};

	const plain = (row) => (self, args, above) => {
		if (!row.words) return void count(author(row, above), row.name);
		const kind = typeof args[0];
		if ((kind === "string" || kind === "number") && row.words[args[0]]) word(count(author(row, above), row.name), args[0]);
	};

	// rowOf is a line of the table with its trap still to be made.
	const rowOf = (given) => {
		const at = given.name.lastIndexOf(".");
		const row = create(null);
		row.name = given.name;
		row.owner = given.name.slice(0, at);
		row.member = given.name.slice(at + 1);
		row.part = given.kind === "get" || given.kind === "set" ? given.kind : "value";
		row.trap = traps[row.member] ?? plain;
		if (given.words) { row.words = create(null); for (const w of given.words) row.words[w] = true; }
		return row;
	};
	const watchMember = (row, owner) => wrap(owner, row.member, row.part, row.trap(row, owner));

	// WebGL costs a new document more than all others together, and nobody has it before getContext returns it.
	const later = create(null);
	later.WebGLRenderingContext = [];
	later.WebGL2RenderingContext = [];
	const watchLater = (owner, context) => {
		const rows = later[owner];
		later[owner] = [];
		for (let i = 0; i < rows.length; i++) watchMember(rows[i], getPrototypeOf(context));
	};

	for (const given of table) {
		const row = rowOf(given);
		let owner = globalThis;
		if (given.kind === "new") {
			if (globalThis[given.name]) wrapNew(given.name, plain(row));
		} else if (later[row.owner]) {
			later[row.owner].push(row);
		} else {
			if (row.owner !== "Window") for (const part of row.owner.split(".")) owner = owner?.[part];
			if (owner && owner !== globalThis && given.kind !== "static") owner = owner.prototype;
			if (owner) watchMember(row, owner);
		}
	}

	// Whoever asks is answered by the event itself, so that silence is told from having nothing to tell.
	const { preventDefault } = globalThis.Event.prototype;
	apply(listen, globalThis, ["BINDING", (event) => { apply(preventDefault, event, []); tell(); }, true]);
}
