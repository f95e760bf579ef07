// Stand-in for the NextRoll pixel, written for the made-up companies: it sets the cookies and sends the requests that the real one is known
// by, and takes e-mail addresses from the fields of the page, as the real one does where its owner has switched that on.
(function () {
  "use strict";
  const YEAR = 31536000;
  const advertiser = window.adroll_adv_id;
  const pixel = window.adroll_pix_id;
  const site = location.hostname.split(".").slice(-2).join(".");

  function cookie(name, fresh) {
    const found = document.cookie.split("; ").find((c) => c.startsWith(name + "="));
    const value = found ? found.slice(name.length + 1) : fresh;
    document.cookie = name + "=" + value + "; Domain=" + site + "; Path=/; Max-Age=" + YEAR + "; Secure; SameSite=Lax";
    return value;
  }

  const id = cookie("__adroll_fpc", crypto.randomUUID().replaceAll("-", "") + "-" + Date.now());
  cookie("__ar_v4", pixel + "%3A" + new Date().toISOString().slice(0, 10).replaceAll("-", "") + "%3A1");
  const query = new URLSearchParams({ pv: String(Math.random()), arrfrr: location.href, adroll_fpc: id, adroll_version: "2.0", cookie: pixel, keyw: "", p0: "0" });
  new Image().src = "https://d.adroll.com/pixel/" + advertiser + "/" + pixel + "?" + query;

  document.addEventListener(
    "focusout",
    async (event) => {
      const address = event.target.type === "email" ? event.target.value.trim().toLowerCase() : "";
      if (!address.includes("@")) return;
      const sum = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(address));
      const hash = [...new Uint8Array(sum)].map((b) => b.toString(16).padStart(2, "0")).join("");
      navigator.sendBeacon("https://d.adroll.com/user_attrs?" + new URLSearchParams({ advertisable_eid: advertiser, adroll_fpc: id, hashed_email: hash }));
    },
    true,
  );
})();
