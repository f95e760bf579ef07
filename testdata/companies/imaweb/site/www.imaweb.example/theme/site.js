// Asks for consent, and loads what the visitor has agreed to: the measuring of audience, and the counting of those who come back.
(function () {
  "use strict";
  const HOME = "https://www.imaweb.example";
  const YEAR = 31536000;

  window.tarteaucitronForceLanguage = "en";
  tarteaucitron.init({
    privacyUrl: HOME + "/privacy",
    bodyPosition: "bottom",
    hashtag: "#tarteaucitron",
    cookieName: "tarteaucitron",
    cookieDomain: "imaweb.example",
    orientation: "bottom",
    groupServices: false,
    showAlertSmall: false,
    cookieslist: false,
    showIcon: true,
    iconPosition: "BottomLeft",
    adblocker: false,
    DenyAllCta: true,
    AcceptAllCta: true,
    highPrivacy: true,
    alwaysNeedConsent: true,
    handleBrowserDNTRequest: false,
    removeCredit: true,
    moreInfoLink: false,
    mandatory: true,
  });
  // our own Matomo
  tarteaucitron.user.matomoId = 3;
  tarteaucitron.user.matomoHost = HOME + "/stats/";
  (tarteaucitron.job = tarteaucitron.job || []).push("matomohightrack");

  // those who come back without their cookies
  tarteaucitron.services.visitors = {
    key: "visitors",
    type: "analytic",
    name: "Returning visitors",
    uri: HOME + "/privacy",
    needConsent: true,
    cookies: [],
    js: function () {
      tarteaucitron.addScript(HOME + "/theme/fp.min.js", "", async function () {
        const browser = await FingerprintJS.load({ monitoring: false });
        const { visitorId } = await browser.get();
        navigator.sendBeacon(HOME + "/stats/visitor", JSON.stringify({ visitor: visitorId, page: location.pathname }));
      });
    },
  };
  tarteaucitron.job.push("visitors");

  // the language in which the pages are shown
  if (!document.cookie.includes("pll_language=")) {
    document.cookie = "pll_language=en; Domain=imaweb.example; Path=/; Max-Age=" + YEAR + "; Secure; SameSite=Lax";
  }
})();
