// The page of the collector is brought up to date while it is looked at; without this file a link does it.
"use strict";

const EVERY = 5000; // milliseconds
const button = document.querySelector("button[data-refresh]");

async function refresh() {
  const live = document.getElementById("live");
  if (document.hidden || button.getAttribute("aria-pressed") === "true" || live.contains(document.activeElement)) return;
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
  if (fresh) live.replaceChildren(...fresh.childNodes);
}

for (const one of document.querySelectorAll("[data-refresh]")) one.hidden = false;
button.addEventListener("click", () => {
  const isStopped = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(isStopped));
});
setInterval(refresh, EVERY);
