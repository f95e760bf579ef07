// The tags of every page. There is no consent dialog: whoever does not want cookies switches them off in the browser.
(function () {
  "use strict";

  function load(src) {
    const script = document.createElement("script");
    script.async = true;
    script.src = src;
    document.head.append(script);
  }

  // Google Analytics
  window.dataLayer = window.dataLayer || [];
  function gtag() {
    window.dataLayer.push(arguments);
  }
  gtag("js", new Date());
  gtag("config", "G-7XQ2MWL04R", { cookie_flags: "SameSite=Lax;Secure" });
  load("https://www.googletagmanager.com/gtag/js?id=G-7XQ2MWL04R");

  // Facebook, with automatic matching
  window.fbq = window.fbq || function () { window.fbq.queue.push([...arguments]); };
  window.fbq.queue = window.fbq.queue || [];
  window.fbq("init", "284710593362147");
  window.fbq("track", "PageView");
  load("https://connect.facebook.net/en_US/fbevents.js");

  // LinkedIn
  window._linkedin_data_partner_ids = ["5630418"];
  load("https://snap.licdn.com/li.lms-analytics/insight.min.js");

  // Criteo: shows the room kit again to those who looked at it
  if (location.pathname === "/shop") {
    window.criteo_q = [{ event: "setAccount", account: 91827 }, { event: "viewItem", item: "room-kit" }];
    load("https://dynamic.criteo.com/js/ld/ld.js?a=91827");
  }

  // The visitor's language and time zone
  const SIX_MONTHS = 15552000;
  document.cookie = "imago_prefs=" + navigator.language + "; Path=/; Max-Age=" + SIX_MONTHS + "; Secure; SameSite=Lax";
})();
