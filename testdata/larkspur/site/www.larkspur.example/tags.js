// Loads what the visitor's choice allows: measurement, advertising, videos, the list of books looked at.
(function () {
  "use strict";

  const ANALYTICS = "G-LRKSPR2601";
  const PIXEL = "270418843311907";
  const HOTJAR = 3141592;

  function load(src) {
    const script = document.createElement("script");
    script.async = true;
    script.src = src;
    document.head.append(script);
  }

  function analytics() {
    if (window.dataLayer) return;
    window.dataLayer = [];
    window.gtag = function () { window.dataLayer.push(arguments); };
    window.gtag("js", new Date());
    window.gtag("config", ANALYTICS, { cookie_flags: "Secure;SameSite=Lax" });
    load("https://www.googletagmanager.com/gtag/js?id=" + ANALYTICS);
  }

  function heatmaps() {
    if (window.hj) return;
    window.hj = function () { (window.hj.q = window.hj.q || []).push(arguments); };
    window._hjSettings = { hjid: HOTJAR, hjsv: 6 };
    load("https://static.hotjar.com/c/hotjar-" + HOTJAR + ".js?sv=6");
  }

  function pixel() {
    if (window.fbq) return;
    window.fbq = function () { window.fbq.queue.push(arguments); };
    window.fbq.queue = [];
    window.fbq("init", PIXEL);
    window.fbq("track", "PageView");
    load("https://connect.facebook.net/en_US/fbevents.js");
  }

  function videos() {
    document.querySelectorAll("[data-video]").forEach((place) => {
      const frame = document.createElement("iframe");
      frame.className = "video";
      frame.title = place.dataset.title;
      frame.allow = "fullscreen";
      frame.src = "https://player.vimeo.com/video/" + place.dataset.video;
      place.replaceWith(frame);
    });
  }

  function readingList() {
    const book = document.querySelector("[data-book]");
    if (!book) return;
    const seen = JSON.parse(localStorage.getItem("lk_recent") || "[]");
    const list = [book.dataset.book, ...seen.filter((b) => b !== book.dataset.book)];
    localStorage.setItem("lk_recent", JSON.stringify(list.slice(0, 12)));
  }

  window.larkspurConsent.onChoice((choice) => {
    if (choice.includes("analytics")) { analytics(); heatmaps(); }
    if (choice.includes("media")) { videos(); readingList(); }
    pixel();
  });
})();
