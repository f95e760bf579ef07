// Stand-in for the Meta pixel, written for the sample company: it sets _fbp and asks for the pixel image.
(function () {
  "use strict";
  const NINETY_DAYS = 7776000;
  const calls = [...((window.fbq && window.fbq.queue) || [])];
  const init = calls.find((c) => c[0] === "init");
  if (!init) return;
  const site = location.hostname.split(".").slice(-2).join(".");
  const found = document.cookie.split("; ").find((c) => c.startsWith("_fbp="));
  const fbp = found ? found.slice(5) : "fb.1." + Date.now() + "." + Math.floor(Math.random() * 1e18);
  document.cookie = "_fbp=" + fbp + "; Domain=" + site + "; Path=/; Max-Age=" + NINETY_DAYS + "; Secure; SameSite=Lax";

  for (const call of calls) {
    if (call[0] !== "track") continue;
    const query = new URLSearchParams({
      id: init[1],
      ev: call[1],
      dl: location.href,
      rl: document.referrer,
      if: "false",
      ts: String(Date.now()),
      v: "2.9.237",
      ec: "0",
      fbp: fbp,
      rqm: "GET",
    });
    new Image().src = "https://www.facebook.com/tr/?" + query;
  }
})();
