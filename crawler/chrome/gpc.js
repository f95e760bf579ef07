// Tells every script that asks that the person has turned Global Privacy Control on, as a browser that knows the signal does: by a
// property of navigator, in documents and in workers. It looks native, since it is the proxy of a native getter.
(() => {
	"use strict";
	const owner = (globalThis.Navigator ?? globalThis.WorkerNavigator)?.prototype;
	const native = owner && Object.getOwnPropertyDescriptor(owner, "hardwareConcurrency");
	if (!native) return;
	const { apply } = Reflect;
	const get = new Proxy(native.get, { apply: (target, self, args) => apply(target, self, args) > 0 });
	Object.defineProperty(owner, "globalPrivacyControl", { get, set: undefined, enumerable: true, configurable: true });
})();
