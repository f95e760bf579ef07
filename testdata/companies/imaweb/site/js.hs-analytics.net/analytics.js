// Stand-in for HubSpot's tracking code, written for this company: it sets the cookies and sends the request that the real one is known by.
(function () {
  "use strict";
  const HALF_YEAR = 15552000, HALF_HOUR = 1800;
  const now = Date.now();
  const domain = location.hostname.split(".").slice(-2).join(".");
  const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");

  function cookie(name, fresh, seconds) {
    const found = document.cookie.split("; ").find((c) => c.startsWith(name + "="));
    const value = found ? found.slice(name.length + 1) : fresh;
    document.cookie = name + "=" + value + "; Domain=" + domain + "; Path=/; SameSite=Lax" + (seconds ? "; Max-Age=" + seconds : "");
    return value;
  }

  const visitor = cookie("hubspotutk", random(), HALF_YEAR);
  cookie("__hstc", "194025113." + visitor + "." + now + "." + now + "." + now + ".1", HALF_YEAR);
  cookie("__hssrc", "1", 0);
  cookie("__hssc", "194025113.1." + now, HALF_HOUR);
  const query = new URLSearchParams({
    k: "1", sd: screen.width + "x" + screen.height, cd: "24-bit", cs: "UTF-8", ln: navigator.language.toLowerCase(), v: "1.1", a: "26100417",
    pu: location.href, t: document.title, cts: String(now), vi: visitor, nc: "true", cc: "15",
  });
  new Image().src = "https://track.hubspot.com/__ptq.gif?" + query;
})();
