// Stand-in for a Google tag, written for the made-up companies: it sets the cookies and sends the request that the real one is known by.
(function () {
  "use strict";
  const TWO_YEARS = 63072000;
  const now = Math.floor(Date.now() / 1000);
  const config = [...(window.dataLayer || [])].find((a) => a[0] === "config");
  if (!config) return;
  const [, id, options = {}] = config;
  const site = location.hostname.split(".").slice(-2).join(".");

  function cookie(name, fresh) {
    const found = document.cookie.split("; ").find((c) => c.startsWith(name + "="));
    const value = found ? found.slice(name.length + 1) : fresh;
    document.cookie = name + "=" + value + "; Domain=" + site + "; Path=/; Max-Age=" + TWO_YEARS + "; " + (options.cookie_flags || "");
    return value;
  }

  const ga = cookie("_ga", "GA1.1." + Math.floor(Math.random() * 2147483647) + "." + now);
  cookie("_ga_" + id.replace("G-", ""), "GS2.1.s" + now + "$o1$g0$t" + now + "$j60$l0$h0");
  const query = new URLSearchParams({
    v: "2",
    tid: id,
    _p: String(Date.now()),
    cid: ga.split(".").slice(2).join("."),
    ul: navigator.language.toLowerCase(),
    sr: screen.width + "x" + screen.height,
    sid: String(now),
    sct: "1",
    seg: "0",
    dl: location.href,
    dr: document.referrer,
    dt: document.title,
    en: "page_view",
    _s: "1",
  });
  navigator.sendBeacon("https://www.google-analytics.com/g/collect?" + query);
})();
