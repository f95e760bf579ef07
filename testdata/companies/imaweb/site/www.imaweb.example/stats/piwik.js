// Stand-in for Matomo's tracker, written for this company: it carries out the commands that wait in _paq, sets the cookies and sends the request that
// the real one is known by.
(function () {
  "use strict";
  const HALF_HOUR = 1800;
  const commands = window._paq || [];
  const now = Math.floor(Date.now() / 1000);
  const domain = location.hostname.split(".").slice(-2).join(".");
  let site = "", url = "", timeout = 33955200;

  function read(name) {
    const found = document.cookie.split("; ").find((c) => c.startsWith(name + "="));
    return found && found.slice(name.length + 1);
  }
  function write(name, value, seconds) {
    document.cookie = name + "=" + value + "; Domain=" + domain + "; Path=/; Max-Age=" + seconds + "; SameSite=Lax";
  }
  function visitor() {
    const name = "_pk_id." + site + ".5c1e";
    const known = read(name);
    if (known) return known.split(".");
    return [[...crypto.getRandomValues(new Uint8Array(8))].map((b) => b.toString(16).padStart(2, "0")).join(""), String(now)];
  }

  const tracker = {
    setSiteId(id) { site = String(id); },
    setTrackerUrl(to) { url = to; },
    setVisitorCookieTimeout(seconds) { timeout = seconds; },
    setDoNotTrack() {},
    setIgnoreClasses() {},
    enableLinkTracking() {},
    getVisitorInfo() { const [id, created] = visitor(); return ["0", id, created, 1, now, "", ""]; },
    trackPageView() {
      const [id, created] = visitor();
      write("_pk_id." + site + ".5c1e", id + "." + created + ".", Math.min(timeout, 33955200));
      write("_pk_ses." + site + ".5c1e", "1", HALF_HOUR);
      const query = new URLSearchParams({
        action_name: document.title, idsite: site, rec: "1", r: String(Math.floor(Math.random() * 1e6)), url: location.href, urlref: document.referrer,
        _id: id, _idn: "0", send_image: "0", res: screen.width + "x" + screen.height, cookie: "1",
      });
      navigator.sendBeacon(url + "?" + query);
    },
  };
  function run(command) {
    if (typeof command === "function") command.call(tracker);
    else if (typeof command[0] === "function") command[0].call(tracker);
    else if (tracker[command[0]]) tracker[command[0]](...command.slice(1));
  }

  window.Piwik = window.Matomo = { getTracker: () => tracker };
  commands.forEach(run);
  window._paq = { push: (...list) => list.forEach(run) };
})();
