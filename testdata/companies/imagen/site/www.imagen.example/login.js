// Tells the library which device logs in.
(async function () {
  "use strict";
  const agent = await window.FingerprintJS.load({ monitoring: false });
  const { visitorId } = await agent.get();
  document.getElementById("device").value = visitorId;
})();
