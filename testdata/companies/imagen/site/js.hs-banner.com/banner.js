// Stand-in for HubSpot's cookie banner, written for the made-up companies: it asks, keeps the answer under the names that the real one
// is known by, tells the page's listeners of it, and loads HubSpot's analytics where that was allowed.
(function () {
  "use strict";
  const SIX_MONTHS = 15552000;
  const WEEK = 604800;
  const PORTAL = 4819207;
  const site = location.hostname.split(".").slice(-2).join(".");
  const listeners = [];
  let answer = stored();

  function stored() {
    const found = document.cookie.split("; ").find((c) => c.startsWith("__hs_cookie_cat_pref="));
    return found ? found.includes("1:true") : undefined;
  }

  function keep(name, value, seconds) {
    document.cookie = name + "=" + value + "; Domain=" + site + "; Path=/; Max-Age=" + seconds + "; Secure; SameSite=Lax";
  }

  function consent() {
    return { allowed: answer, categories: { necessary: true, analytics: answer, advertisement: answer, functionality: answer } };
  }

  function announce() {
    listeners.forEach((tell) => tell(consent()));
    if (!answer) return;
    const script = document.createElement("script");
    script.async = true;
    // The real one has the last five minutes there.
    script.src = "https://js.hs-analytics.net/analytics/1795806000000/" + PORTAL + ".js";
    document.head.append(script);
  }

  function answered(allowed) {
    answer = allowed;
    keep("__hs_cookie_cat_pref", "1:" + allowed + "_2:" + allowed + "_3:" + allowed, SIX_MONTHS);
    keep("__hs_opt_out", allowed ? "no" : "yes", SIX_MONTHS);
    if (allowed) keep("__hs_initial_opt_in", "true", WEEK);
    document.getElementById("hs-banner-parent").remove();
    announce();
  }

  function show() {
    const parent = document.createElement("div");
    parent.id = "hs-banner-parent";
    parent.innerHTML =
      '<div id="hs-eu-cookie-confirmation" role="dialog" aria-label="Cookie banner"><div id="hs-eu-cookie-confirmation-inner">' +
      "<p>This website stores cookies on your computer, to improve it and to give you services made for you, here and elsewhere. " +
      'If you decline, we do not track you when you visit. <a href="/privacy">Privacy Policy</a></p>' +
      '<div id="hs-en-cookie-confirmation-buttons-area"><button type="button" id="hs-eu-confirmation-button">Accept</button> ' +
      '<button type="button" id="hs-eu-decline-button">Decline</button></div></div></div>';
    document.body.append(parent);
    document.getElementById("hs-eu-confirmation-button").onclick = () => answered(true);
    document.getElementById("hs-eu-decline-button").onclick = () => answered(false);
  }

  const commands = {
    addPrivacyConsentListener(tell) {
      listeners.push(tell);
      if (answer !== undefined) tell(consent());
    },
    showBanner: show,
  };
  const queue = window._hsp || [];
  window._hsp = { push: ([name, ...rest]) => commands[name] && commands[name](...rest) };
  queue.forEach((command) => window._hsp.push(command));
  if (answer === undefined) show();
  else announce();
})();
