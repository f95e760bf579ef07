// Stand-in for the Hotjar tracking code, written for the sample company: it sets the visitor cookie of the site's id.
(function () {
  "use strict";
  const YEAR = 31536000;
  const name = "_hjSessionUser_" + window._hjSettings.hjid;
  if (document.cookie.includes(name + "=")) return;
  const site = location.hostname.split(".").slice(-2).join(".");
  const user = btoa(JSON.stringify({ id: crypto.randomUUID(), created: Date.now(), existing: false }));
  document.cookie = name + "=" + user + "; Domain=" + site + "; Path=/; Max-Age=" + YEAR + "; Secure; SameSite=None";
})();
