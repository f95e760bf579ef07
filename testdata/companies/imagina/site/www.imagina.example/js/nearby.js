// Sends the position that the browser tells, if its owner lets it, and lists who is there.
document.getElementById("look").onclick = function () {
  "use strict";
  const found = document.getElementById("found");
  navigator.geolocation.getCurrentPosition(
    async ({ coords }) => {
      const answer = await fetch("/nearby/find", { method: "POST", body: new URLSearchParams({ latitude: coords.latitude, longitude: coords.longitude }) });
      const { names } = await answer.json();
      found.replaceChildren(...names.map((name) => Object.assign(document.createElement("li"), { textContent: name })));
    },
    () => (found.textContent = "Your browser does not tell where you are."),
  );
};
