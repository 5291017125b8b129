// Escape puts the card of a mark away, until the pointer or the focus comes back to it (WCAG 1.4.13).
addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.body.classList.add("quiet");
});
for (const back of ["pointermove", "focusin"]) {
  addEventListener(back, () => document.body.classList.remove("quiet"));
}
