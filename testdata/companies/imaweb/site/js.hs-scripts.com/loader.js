// Stand-in for HubSpot's loader, written for this company.
(function () {
  "use strict";
  if (document.getElementById("hs-analytics")) return;
  const script = document.createElement("script");
  script.id = "hs-analytics";
  script.src = "https://js.hs-analytics.net/analytics/1764270000000/26100417.js";
  document.head.append(script);
})();
