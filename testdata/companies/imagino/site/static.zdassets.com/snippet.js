// Stand-in for the Zendesk web widget, written for a made-up company: it sets the cookie of its visitor and asks for its settings.
(function () {
  "use strict";
  const YEAR = 31536000;
  const key = new URL(document.getElementById("ze-snippet").src).searchParams.get("key");
  const site = location.hostname.split(".").slice(-2).join(".");
  if (!document.cookie.includes("__zlcmid=")) {
    document.cookie = "__zlcmid=" + crypto.randomUUID().replaceAll("-", "").slice(0, 15) + "; Domain=" + site + "; Path=/; Max-Age=" + YEAR + "; Secure; SameSite=Lax";
  }
  fetch("https://ekr.zdassets.com/compose/" + key).catch(() => {});
})();
