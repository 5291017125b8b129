// Everything works without this file. It takes words that are selected in the text to the forms of the side, and keeps
// the place on the page when a correction is sent.
"use strict";

const text = document.querySelector("[data-text]");
const bar = document.querySelector("[data-picked]");
const missed = document.getElementById("missed");
const AROUND = 60; // characters on each side that tell like words apart

// The words of a range as they stand in the article: without numbers, and without the cards of the marks.
function plain(range) {
  const copy = range.cloneContents();
  for (const extra of copy.querySelectorAll("sup, .popup, nav")) extra.remove();
  for (const line of copy.querySelectorAll("p, h1, h2")) line.append("\n");
  return copy.textContent.trim();
}

function beside(range, before) {
  const other = document.createRange();
  other.selectNodeContents(text);
  if (before) other.setEnd(range.startContainer, range.startOffset);
  else other.setStart(range.endContainer, range.endOffset);
  return before ? plain(other).slice(-AROUND) : plain(other).slice(0, AROUND);
}

function selected() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  return text.contains(range.startContainer) && text.contains(range.endContainer) && plain(range) ? range : null;
}

function marks(range) {
  const touched = [...text.querySelectorAll("mark[data-said]")].filter((mark) => range.intersectsNode(mark));
  return [...new Set(touched.map((mark) => mark.dataset.said))].slice(0, 3);
}

function fill(form, range) {
  form.elements.words.value = plain(range);
  for (const [name, before] of [["before", true], ["behind", false]]) {
    if (form.elements[name]) form.elements[name].value = beside(range, before);
  }
}

function these(range, number) {
  const form = document.querySelector(`#fix-${number} form`);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = bar.querySelector("[data-these]").dataset.label.replace("0", number);
  button.addEventListener("click", () => {
    fill(form, range);
    form.requestSubmit(form.querySelector("[formaction]"));
  });
  return button;
}

function show() {
  const range = selected();
  bar.hidden = !range;
  if (!range) return;
  bar.querySelector("[data-these]").replaceChildren(...marks(range).map((number) => these(range, number)));
  const place = range.getBoundingClientRect();
  bar.style.left = `${Math.max(8, Math.min(place.left, innerWidth - bar.offsetWidth - 8)) + scrollX}px`;
  bar.style.top = `${place.bottom + scrollY + 8}px`;
}

bar.querySelector("[data-missed]").addEventListener("click", () => {
  const range = selected();
  if (!range) return;
  missed.open = true;
  fill(missed.querySelector("form"), range);
  bar.hidden = true;
  document.getElementById("missed-name").focus();
});
bar.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
let waiting = 0;
document.addEventListener("selectionchange", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, 150);
});

const PLACE = "otkuda:place";
addEventListener("submit", (event) => {
  if (event.target.matches("article form, .decided form")) sessionStorage.setItem(PLACE, `${location.pathname} ${scrollY}`);
});
const [path, kept] = (sessionStorage.getItem(PLACE) ?? "").split(" ");
sessionStorage.removeItem(PLACE);
if (path === location.pathname) scrollTo({ top: Number(kept), behavior: "instant" });
