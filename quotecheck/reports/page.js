// The page works without this. With it, what is clicked is marked on both sides, j and k go from
// quotation to quotation, and what a filter leaves is told to screen readers.
"use strict";
(() => {
  const cards = [...document.querySelectorAll(".card")];
  const told = document.getElementById("told");
  const shown = () => cards.filter((card) => card.offsetParent !== null);
  const markOf = (card) => document.getElementById(card.dataset.mark);
  let here = null;

  const go = (card, focus) => {
    if (!card) return;
    for (const each of document.querySelectorAll(".here")) {
      each.classList.remove("here");
      each.removeAttribute("aria-current");
    }
    here = card;
    for (const each of [card, markOf(card)]) {
      if (!each) continue;
      each.classList.add("here");
      each.scrollIntoView({ block: "nearest" });
    }
    card.setAttribute("aria-current", "true");
    if (focus) card.focus({ preventScroll: true });
  };
  const target = () => {
    const found = document.getElementById(location.hash.slice(1));
    if (!found) return;
    go(found.matches("mark") ? cards.find((card) => markOf(card) === found) : found.closest(".card"));
  };
  const step = (by) => {
    const some = shown();
    const at = some.indexOf(here);
    go(some[at < 0 ? (by > 0 ? 0 : some.length - 1) : Math.min(some.length - 1, Math.max(0, at + by))], true);
  };

  addEventListener("hashchange", target);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
    if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
  });
  for (const input of document.querySelectorAll(".filter input")) {
    input.addEventListener("change", () => {
      told.textContent = `${shown().length} of ${cards.length} shown`;
    });
  }
  document.querySelector(".help")?.removeAttribute("hidden");
  target();
})();
