// Loads HubSpot on the blog as soon as the visitor has answered.
(function () {
  "use strict";
  const timer = setInterval(function () {
    if (!/(^|; )tarteaucitron=[^;]*=(true|false)/.test(document.cookie)) return;
    clearInterval(timer);
    const script = document.createElement("script");
    script.id = "hs-script-loader";
    script.async = true;
    script.src = "https://js.hs-scripts.com/26100417.js";
    document.head.append(script);
  }, 50);
})();
