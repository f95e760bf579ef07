// The tags of the public pages.
(function () {
  "use strict";

  function load(src, onload) {
    const script = document.createElement("script");
    script.async = true;
    script.src = src;
    if (onload) script.onload = onload;
    document.head.append(script);
  }

  // LinkedIn Insight
  window._linkedin_data_partner_ids = ["4417290"];
  load("https://snap.licdn.com/li.lms-analytics/insight.min.js");

  // Brevo
  window.sendinblue = { client_key: "k3u8m2q7x5t1v9w4z6" };
  load("https://sibautomation.com/sa.js?key=" + window.sendinblue.client_key);

  // Amplitude: which pages are read
  load("https://cdn.amplitude.com/libs/analytics-browser-2.48.1-min.js", () => {
    window.amplitude.init("4f0c1d7a2b9e48c6a35d8e71f0b26c94", {
      autocapture: { attribution: false, pageViews: true, sessions: true, formInteractions: false, fileDownloads: false, elementInteractions: false },
      fetchRemoteConfig: false,
      flushIntervalMillis: 50,
    });
  });
})();
