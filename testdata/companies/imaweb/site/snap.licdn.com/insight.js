// Stand-in for the LinkedIn Insight Tag, written for this company: it sets the cookie and sends the request that the real one is known by.
(function () {
  "use strict";
  const DAY = 86400;
  const partners = (window._linkedin_data_partner_ids || []).join(",");
  const domain = location.hostname.split(".").slice(-2).join(".");
  document.cookie = "ln_or=" + btoa(JSON.stringify({ [partners]: "d" })) + "; Domain=" + domain + "; Path=/; Max-Age=" + DAY + "; SameSite=Lax";
  const query = new URLSearchParams({ v: "2", fmt: "js", pid: partners, time: String(Date.now()), url: location.href });
  new Image().src = "https://px.ads.linkedin.com/collect?" + query;
})();
