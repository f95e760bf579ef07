// Rocket.Chat, in which our team answers.
window.RocketChat = window.RocketChat || function (f) { window.RocketChat._.push(f); };
window.RocketChat._ = [];
window.RocketChat.url = "https://imago.rocket.chat/livechat";
(function () {
  "use strict";
  const script = document.createElement("script");
  script.async = true;
  script.src = "https://imago.rocket.chat/livechat/rocketchat-livechat.min.js?_=201903270000";
  document.head.append(script);
})();
