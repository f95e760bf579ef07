// Stand-in for the tracker of Brevo, written for a made-up company: it sets the visitor's cookie and reports the page.
(function () {
  "use strict";
  const SIX_MONTHS = 15552000;
  const site = location.hostname.split(".").slice(-2).join(".");
  const found = document.cookie.split("; ").find((c) => c.startsWith("sib_cuid="));
  const cuid = found ? found.slice(9) : crypto.randomUUID();
  document.cookie = "sib_cuid=" + cuid + "; Domain=" + site + "; Path=/; Max-Age=" + SIX_MONTHS + "; Secure; SameSite=Lax";
  const query = new URLSearchParams({
    key: window.sendinblue.client_key,
    cuid: cuid,
    ma_url: location.href,
    ma_path: location.pathname,
    ma_title: document.title,
    ma_referrer: document.referrer,
    sib_type: "page",
  });
  new Image().src = "https://in-automate.brevo.com/p?" + query;
})();
