// Stand-in for HubSpot's tracking code, written for the made-up companies: it sets the cookies and asks for the image that the real one
// is known by.
(function () {
  "use strict";
  const SIX_MONTHS = 15552000;
  const HALF_AN_HOUR = 1800;
  const now = Date.now();
  const site = location.hostname.split(".").slice(-2).join(".");

  function read(name) {
    const found = document.cookie.split("; ").find((c) => c.startsWith(name + "="));
    return found ? found.slice(name.length + 1) : "";
  }

  function keep(name, value, seconds) {
    document.cookie = name + "=" + value + "; Domain=" + site + "; Path=/; " + (seconds ? "Max-Age=" + seconds + "; " : "") + "Secure; SameSite=Lax";
    return value;
  }

  const utk = keep("hubspotutk", read("hubspotutk") || crypto.randomUUID().replaceAll("-", ""), SIX_MONTHS);
  const times = read("__hstc").split(".").slice(2);
  const first = times[0] || now;
  const stc = keep("__hstc", ["77913205", utk, first, times[2] || now, now, (Number(times[3]) || 0) + 1].join("."), SIX_MONTHS);
  const ssc = keep("__hssc", ["77913205", "1", now].join("."), HALF_AN_HOUR);
  keep("__hssrc", "1", 0);
  const query = new URLSearchParams({
    k: "1",
    sd: screen.width + "x" + screen.height,
    cd: screen.colorDepth + "-bit",
    cs: document.characterSet,
    ln: navigator.language.toLowerCase(),
    v: "1.1",
    a: "4819207",
    rcu: location.origin + location.pathname,
    pu: location.href,
    r: document.referrer,
    t: document.title,
    cts: String(now),
    vi: utk,
    nc: String(times.length === 0),
    u: stc,
    b: ssc,
    cc: "15",
  });
  new Image().src = "https://track.hubspot.com/__ptq.gif?" + query;
})();
