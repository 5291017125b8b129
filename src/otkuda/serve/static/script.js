// Everything works without this file. It adds keys: j and k walk through what a page lists, the letters of ? say the rest.
"use strict";

const items = () => [...document.querySelectorAll("[data-item]:not([data-opened])")].filter((item) => item.offsetParent !== null);
const link = (item) => item.querySelector("[data-open]") ?? item.querySelector("a[href]");

function current() {
  return document.activeElement?.closest("[data-item]") ?? null;
}

function step(by) {
  const all = items();
  if (!all.length) return;
  const place = all.indexOf(current());
  const item = all[place < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(place + by, 0), all.length - 1)];
  link(item)?.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

function press(name) {
  (current() ?? document).querySelector(`[data-key="${name}"]`)?.click();
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  m: () => press("m"),
  s: () => press("s"),
  g: () => document.querySelector('[data-go="feed"]')?.click(),
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => document.getElementById("help")?.showModal(),
};

addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.body.classList.add("quiet");
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable], dialog[open]")) return;
  // On a Russian or Kazakh layout the same keys carry other letters.
  const name = keys[event.key] ? event.key : /^Key[A-Z]$/.test(event.code) ? event.code[3].toLowerCase() : event.key;
  if (!keys[name]) return;
  event.preventDefault();
  keys[name]();
});

// Escape puts the card of a mark away, until the pointer or the focus comes back to it (WCAG 1.4.13).
for (const back of ["pointermove", "focusin"]) {
  addEventListener(back, () => document.body.classList.remove("quiet"));
}

for (const button of document.querySelectorAll("[data-help]")) {
  button.hidden = false;
  button.addEventListener("click", keys["?"]);
}

// On a phone the menu is wider than the screen: where one is stands in sight.
document.querySelector(".top [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center", behavior: "instant" });

// Language and theme change at once; the button is for those without script.
for (const choice of document.querySelectorAll("footer select")) {
  choice.addEventListener("change", () => choice.form.requestSubmit());
}

// Times are told by the reader's own clock, from the next page on; without script by that of the computer that serves.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && zone !== document.documentElement.dataset.zone) {
  const root = new URL(document.querySelector(".brand").href).pathname;
  document.cookie = `zone=${zone}; path=${root}; max-age=31536000; samesite=lax`;
}

// A statement is marked where it stands, without the page being asked for again.
const signs = { star: ["☆", "★"], read: ["●", "○"] };
addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-mark]");
  if (!form) return;
  event.preventDefault();
  const button = form.querySelector("button");
  const what = form.elements.what.value;
  const body = new URLSearchParams(new FormData(form, button));
  const answer = await fetch(form.action, { method: "POST", body, keepalive: true, headers: { "x-otkuda": "mark" } });
  if (!answer.ok) return form.submit();
  const isOn = button.value === "";
  button.value = isOn ? "1" : "";
  button.setAttribute("aria-pressed", String(isOn));
  button.firstElementChild.textContent = signs[what][Number(isOn)];
  if (what === "read") form.closest("[data-item]")?.classList.toggle("read", isOn);
});

// What is opened is read: told by the page's own button, so that asking for the page (or fetching it ahead) writes nothing.
const unread = document.querySelector('[data-opened] [data-key="m"][aria-pressed="false"]');
if (unread && document.prerendering) document.addEventListener("prerenderingchange", () => unread.click(), { once: true });
else unread?.click();
