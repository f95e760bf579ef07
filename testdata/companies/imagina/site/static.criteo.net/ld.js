// Stand-in for Criteo's loader, written for the made-up companies: it sets the cookie and sends the request that the real one is known by.
(function () {
  "use strict";
  const THIRTEEN_MONTHS = 34128000;
  const site = location.hostname.split(".").slice(-2).join(".");
  const queue = window.criteo_q || [];
  const account = queue.find((command) => command.event === "setAccount").account;

  const found = document.cookie.split("; ").find((c) => c.startsWith("cto_bundle="));
  const bundle = found ? found.slice("cto_bundle=".length) : btoa(crypto.randomUUID() + crypto.randomUUID()).replaceAll("=", "");
  document.cookie = "cto_bundle=" + bundle + "; Domain=" + site + "; Path=/; Max-Age=" + THIRTEEN_MONTHS + "; Secure; SameSite=Lax";

  const query = new URLSearchParams({ a: account, v: "5.24.0", p0: "e=vh", adce: "1", bundle: bundle, tld: site, fu: location.href, dtycbr: Math.floor(Math.random() * 100000) });
  const script = document.createElement("script");
  script.async = true;
  script.src = "https://sslwidget.criteo.com/event?" + query;
  document.head.append(script);
})();
