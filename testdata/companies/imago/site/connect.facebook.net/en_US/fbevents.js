// Stand-in for the pixel of Meta, written for a made-up company: it sets the cookie and sends the requests that the real one is known by,
// and takes e-mail addresses from the fields of the page, as the real one does where automatic matching is switched on.
(function () {
  "use strict";
  const NINETY_DAYS = 7776000;
  const site = location.hostname.split(".").slice(-2).join(".");
  const found = document.cookie.split("; ").find((c) => c.startsWith("_fbp="));
  const fbp = found ? found.slice(5) : "fb.1." + Date.now() + "." + Math.floor(Math.random() * 1e18);
  document.cookie = "_fbp=" + fbp + "; Domain=" + site + "; Path=/; Max-Age=" + NINETY_DAYS + "; SameSite=Lax";
  let pixel = "";

  function send(event, more) {
    const query = new URLSearchParams({ id: pixel, ev: event, dl: location.href, rl: document.referrer, if: "false", ts: String(Date.now()), sw: String(screen.width), sh: String(screen.height), v: "2.9.221", fbp: fbp, ...more });
    new Image().src = "https://www.facebook.com/tr/?" + query;
  }

  for (const [command, argument] of window.fbq.queue) {
    if (command === "init") pixel = argument;
    if (command === "track") send(argument, {});
  }

  document.addEventListener(
    "focusout",
    async (event) => {
      const address = event.target.type === "email" ? event.target.value.trim().toLowerCase() : "";
      if (!address.includes("@")) return;
      const sum = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(address));
      const hash = [...new Uint8Array(sum)].map((b) => b.toString(16).padStart(2, "0")).join("");
      send("SubscribedButtonClick", { "udff[em]": hash });
    },
    true,
  );
})();
