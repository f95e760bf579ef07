// The filter: without it every discrepancy is there to be read.
(() => {
  const form = document.querySelector("form.filter");
  if (!form) return;
  const cards = [...document.querySelectorAll(".card")].map(card => ({ card, text: card.textContent.toLowerCase() }));
  const status = form.querySelector("[role=status]");
  const matches = ({ card, text }) => [...form.elements].every(field => {
    if (!field.name || !field.value) return true;
    if (field.name === "search") return text.includes(field.value.toLowerCase());
    return (card.dataset[field.name] || "").split("|").includes(field.value);
  });
  const apply = () => {
    let shown = 0;
    for (const c of cards) {
      c.card.hidden = !matches(c);
      shown += c.card.hidden ? 0 : 1;
    }
    status.textContent = shown ? status.dataset.shown.replace("%s", shown).replace("%s", cards.length) : status.dataset.none;
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", event => event.preventDefault());
  apply();
})();
