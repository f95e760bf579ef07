// What the marketing team has put on every page.
(function () {
  "use strict";

  function load(src) {
    const script = document.createElement("script");
    script.async = true;
    script.src = src;
    document.head.append(script);
  }

  // NextRoll, as its setup page gives it.
  window.adroll_adv_id = "JQ4ZL7WVXRGY3M2DKC5TNA";
  window.adroll_pix_id = "B6UFHSEPXJDRLOI4QW7YZ2";
  load("https://s.adroll.com/j/roundtrip.js");

  // Google Analytics waits until the banner has been answered.
  window._hsp = window._hsp || [];
  window._hsp.push([
    "addPrivacyConsentListener",
    function () {
      window.dataLayer = [["js", new Date()], ["config", "G-7M2QK4XW81", { cookie_flags: "Secure; SameSite=Lax" }]];
      load("https://www.googletagmanager.com/gtag/js?id=G-7M2QK4XW81");
    },
  ]);
})();
