// Stand-in for HubSpot's form script, written for the made-up companies: it draws a form of the page and sends it to the address that the
// real one is known by.
(function () {
  "use strict";
  const FIELDS = [
    ["firstname", "First name", "text", "given-name"],
    ["lastname", "Last name", "text", "family-name"],
    ["email", "Email", "email", "email"],
    ["phone", "Phone number", "tel", "tel"],
    ["company", "Company name", "text", "organization"],
    ["jobtitle", "Job title", "text", "organization-title"],
  ];

  function draw(form) {
    for (const [name, label, type, complete] of FIELDS) {
      const field = document.createElement("div");
      field.className = "hs_" + name + " hs-form-field";
      field.innerHTML =
        '<label for="' + name + '-hs">' + label + '</label><div class="input"><input class="hs-input" id="' + name + '-hs" name="' + name +
        '" type="' + type + '" autocomplete="' + complete + '" required></div>';
      form.append(field);
    }
    const actions = document.createElement("div");
    actions.className = "actions";
    actions.innerHTML = '<input type="submit" class="hs-button primary large" value="Book my demo">';
    form.append(actions);
  }

  function send(form, options) {
    const data = new FormData(form);
    const utk = document.cookie.split("; ").find((c) => c.startsWith("hubspotutk="));
    data.append("hs_context", JSON.stringify({ pageUrl: location.href, pageTitle: document.title, hutk: utk ? utk.slice(11) : undefined, source: "forms-embed-1.7410" }));
    return fetch(form.action, { method: "POST", body: data }).then(() => {
      document.querySelector(options.target).textContent = "Thank you. We will be in touch about a time.";
    });
  }

  function create(options) {
    const form = document.createElement("form");
    form.className = "hs-form stacked";
    form.method = "POST";
    form.action = "https://forms.hsforms.com/submissions/v3/public/submit/formsnext/multipart/" + options.portalId + "/" + options.formId;
    draw(form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form, options);
    });
    document.querySelector(options.target).append(form);
    new Image().src = "https://forms.hsforms.com/embed/v3/counters.gif?key=forms-embed-v2-RenderContent-load&count=1";
  }

  window.hbspt = { forms: { create } };
})();
