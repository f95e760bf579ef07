// Asks Criteo for what stands in the places for advertisements.
window.criteo_q = window.criteo_q || [];
window.criteo_q.push({ event: "setAccount", account: 58214 }, { event: "setSiteType", type: "d" }, { event: "viewHome" });
(function () {
  "use strict";
  const script = document.createElement("script");
  script.async = true;
  script.src = "https://static.criteo.net/js/ld/ld.js";
  document.head.append(script);
})();
