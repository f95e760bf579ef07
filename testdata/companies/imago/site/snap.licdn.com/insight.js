// Stand-in for the LinkedIn Insight Tag, written for a made-up company: it sends the request that the real one is known by.
(function () {
  "use strict";
  for (const pid of window._linkedin_data_partner_ids || []) {
    const query = new URLSearchParams({
      v: "2",
      fmt: "js",
      pid: pid,
      time: String(Date.now()),
      url: location.href,
    });
    new Image().src = "https://px.ads.linkedin.com/collect?" + query;
  }
})();
