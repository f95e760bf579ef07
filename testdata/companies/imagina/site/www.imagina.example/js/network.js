// What every page of the network does.
(function () {
  "use strict";

  // The language is remembered for a year.
  if (!document.cookie.includes("imn_lang=")) {
    document.cookie = "imn_lang=" + (navigator.language || "en").slice(0, 2) + "; Path=/; Max-Age=31536000; Secure; SameSite=Lax";
  }

  // The pages looked at last, for the "back to" list of the wall. They stay in the browser.
  const recent = JSON.parse(localStorage.getItem("imn_recent") || "[]").filter((page) => page !== location.pathname);
  localStorage.setItem("imn_recent", JSON.stringify([location.pathname, ...recent].slice(0, 5)));

  window.mixpanel.init("8d1f40c2a7e35b96", { track_pageview: true, persistence: "localStorage", batch_requests: false });
})();
