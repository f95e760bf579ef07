const real = window.fetch;
window.fetch = function wrapper(...args) { return real.apply(this, args); };
