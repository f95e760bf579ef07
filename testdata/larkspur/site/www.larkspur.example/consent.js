// The consent banner of Larkspur Books. It asks once, remembers the answer for
// six months in the cookie lk_consent, and tells the rest of the page.
(function () {
  "use strict";

  const COOKIE = "lk_consent";
  const MAX_AGE = 180 * 24 * 60 * 60;
  const CATEGORIES = [
    ["analytics", "Audience measurement", "Google Analytics counts visits and the pages that are read."],
    ["marketing", "Advertising", "Meta shows our books to people who have been here."],
    ["media", "Videos and reading list", "Vimeo plays films of our events; your browser remembers the books you looked at."],
  ];
  const listeners = [];
  let choice = read();

  function read() {
    const match = document.cookie.match(/(?:^|; )lk_consent=([a-z.]+)/);
    if (!match) return null;
    return match[1] === "none" ? [] : match[1].split(".");
  }

  function write(categories) {
    choice = categories;
    const value = categories.length ? categories.join(".") : "none";
    document.cookie = COOKIE + "=" + value + "; Domain=larkspur.example; Path=/; Max-Age=" + MAX_AGE + "; Secure; SameSite=Lax";
    listeners.forEach((listener) => listener(choice));
  }

  function button(text, className, onClick) {
    const b = document.createElement("button");
    b.type = "button";
    b.textContent = text;
    b.className = className;
    b.addEventListener("click", onClick);
    return b;
  }

  function settings() {
    const box = document.createElement("div");
    box.hidden = true;
    for (const [name, title, text] of CATEGORIES) {
      const label = document.createElement("label");
      label.className = "tick";
      const tick = document.createElement("input");
      tick.type = "checkbox";
      tick.value = name;
      tick.checked = choice !== null && choice.includes(name);
      label.append(tick, title + ": " + text);
      box.append(label);
    }
    return box;
  }

  function ask() {
    const old = document.querySelector(".consent");
    if (old) old.remove();
    const banner = document.createElement("section");
    banner.className = "consent";
    banner.setAttribute("role", "dialog");
    banner.setAttribute("aria-label", "Cookie consent");
    const inner = document.createElement("div");
    inner.innerHTML = "<h2>Cookies at Larkspur Books</h2><p>Necessary cookies keep the shop working. With your consent we also measure our audience, advertise and play videos. See our <a href='https://www.larkspur.example/privacy'>privacy notice</a>.</p>";
    const details = settings();
    const done = (categories) => { banner.remove(); write(categories); };
    const save = button("Save my choice", "plain", () => done([...details.querySelectorAll("input:checked")].map((i) => i.value)));
    save.hidden = true;
    const buttons = document.createElement("div");
    buttons.className = "buttons";
    buttons.append(
      button("Accept all", "", () => done(CATEGORIES.map((c) => c[0]))),
      button("Reject all", "", () => done([])),
      button("Settings", "plain", () => { details.hidden = false; save.hidden = false; }),
      save
    );
    inner.append(details, buttons);
    banner.append(inner);
    document.body.append(banner);
  }

  window.larkspurConsent = {
    // onChoice calls listener with the categories now, if there is a choice, and whenever it changes.
    onChoice: (listener) => { listeners.push(listener); if (choice !== null) listener(choice); },
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-cookie-settings]").forEach((b) => b.addEventListener("click", ask));
    if (choice === null) ask();
  });
})();
