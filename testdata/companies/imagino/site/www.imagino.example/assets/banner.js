// The banner that explains the use of tracers. Whoever reads on has accepted it.
window.cookieconsent.initialise({
  type: "info",
  palette: { popup: { background: "#1d1b3a", text: "#ffffff" }, button: { background: "#5b3df5", text: "#ffffff" } },
  content: {
    message: "This website uses cookies so that you can browse in the best conditions. By continuing to browse, you accept them.",
    dismiss: "Got it!",
    link: "Learn more",
    href: "/privacy",
  },
});
