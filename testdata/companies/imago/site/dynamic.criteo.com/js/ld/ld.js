// Stand-in for Criteo's OneTag, written for a made-up company: it sets the cookie and reports which product was looked at.
(function () {
  "use strict";
  const THIRTEEN_MONTHS = 34128000;
  const site = location.hostname.split(".").slice(-2).join(".");
  const found = document.cookie.split("; ").find((c) => c.startsWith("cto_bundle="));
  const bundle = found ? found.slice(11) : crypto.randomUUID().replaceAll("-", "");
  document.cookie = "cto_bundle=" + bundle + "; Domain=" + site + "; Path=/; Max-Age=" + THIRTEEN_MONTHS + "; Secure; SameSite=Lax";
  const [{ account }, { event, item }] = window.criteo_q;
  const query = new URLSearchParams({ a: String(account), v: "5.23.0", p0: "e=" + event + "&p=" + item, bundle: bundle, dl: location.href, tld: site, dtycbr: String(Date.now()) });
  new Image().src = "https://sslwidget.criteo.com/event?" + query;
})();
