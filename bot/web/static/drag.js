// Lets whoever may arrange something take its cards in hand. An extra: each of its moves is a button, too.
// What drags comes from npm and may be missing; it is fetched when there is first something to drag.
(function () {
  "use strict";
  const library = document.currentScript.dataset.sortable;
  const still = window.matchMedia && window.matchMedia("(prefers-reduced-motion: reduce)");
  let making = [], fetching = false, dropped = null;

  function fetchLibrary() {
    if (fetching || !library) return;
    fetching = true;
    const script = document.createElement("script");
    script.src = library;
    script.addEventListener("load", equip);
    document.head.appendChild(script);
  }

  // Every screen anew: what was equipped before it is gone from the page.
  function equip() {
    making = making.filter((one) => document.contains(one.el) || one.destroy());
    const spots = Array.from(document.querySelectorAll("[data-ends]:not(.ready)"));
    if (!spots.length) return;
    if (!window.Sortable) { fetchLibrary(); return; }
    spots.forEach((spot) => {
      const panel = spot.closest("[data-address]"), hand = spot.closest(".hand");
      if (!panel) return;
      hand.classList.add("draggable");
      spot.classList.add("ready");
      making.push(window.Sortable.create(spot, options(panel, hand)));
    });
    // What lies where nothing may be put can still be taken from there.
    document.querySelectorAll(".hand .spot:not(.ready)").forEach((spot) => {
      const panel = spot.closest("[data-address]");
      if (!panel || !spot.querySelector("[data-move]")) return;
      spot.classList.add("ready");
      making.push(window.Sortable.create(spot, options(panel, spot.closest(".hand"), false)));
    });
  }

  function options(panel, hand, put) {
    if (!hand.dataset.hand) hand.dataset.hand = String(Math.random());
    return {
      group: { name: hand.dataset.hand, put: put !== false },
      draggable: "[data-move]",
      forceFallback: true,
      fallbackOnBody: true,
      fallbackTolerance: 4,
      fallbackClass: "in-hand",
      ghostClass: "carried",
      delay: 220,
      delayOnTouchOnly: true,
      touchStartThreshold: 8,
      emptyInsertThreshold: 8,
      scrollSensitivity: 90,
      scrollSpeed: 14,
      animation: still && still.matches ? 0 : 120,
      onStart: (event) => takeUp(panel, event),
      onEnd: (event) => letGo(panel, event),
    };
  }

  // Gaps open and words fold away around the card; the page moves so that it stays where the finger is.
  function takeUp(panel, event) {
    const before = event.item.getBoundingClientRect().top;
    panel.dataset.held = "yes";
    panel.classList.add("carrying");
    window.scrollBy(0, event.item.getBoundingClientRect().top - before);
  }

  function letGo(panel, event) {
    const { item, from, to } = event, own = item.dataset.move.split("|").slice(-2)[0];
    const others = Array.from(from.children).filter((one) => one !== item);
    const back = { item, from, next: others[event.oldIndex] || null };
    panel.classList.remove("carrying");
    delete panel.dataset.held;
    const end = (to.dataset.ends || "").split("|").find((one) => one && one.split(" ").pop() !== own);
    if (to === from || end === undefined) {
      putBack(back);
    } else {
      const said = item.querySelector(".pick, strong").textContent.trim() + ": " + to.dataset.said;
      dropped = Object.assign(back, { panel, said });
      item.classList.add("busy");
      press(panel, item.dataset.move + end);
    }
    panel.dispatchEvent(new Event("released"));
  }

  function putBack(back) {
    back.item.classList.remove("busy");
    if (document.contains(back.from)) back.from.insertBefore(back.item, back.next);
  }

  // The same as the button that says it, in the way of all buttons.
  function press(panel, payload) {
    const form = document.createElement("form"), button = document.createElement("button");
    form.hidden = true;
    button.name = "payload";
    button.value = payload;
    form.appendChild(button);
    panel.appendChild(form);
    button.click();
    form.remove();
  }

  document.addEventListener("shown", (event) => {
    if (dropped && dropped.panel === event.target) {
      const announced = document.getElementById("announced");
      if (announced && !dropped.panel.querySelector(".notice:not([hidden])")) announced.textContent = dropped.said;
      dropped = null;
    }
    equip();
  });
  document.addEventListener("unsent", () => {
    if (dropped) putBack(dropped);
    dropped = null;
  });
  // A card in the picture of a constellation takes up the statement, as its card in the list does.
  document.addEventListener("click", (event) => {
    const card = event.target.closest && event.target.closest("svg [data-pick]"), panel = card && card.closest("[data-address]");
    const button = panel && Array.from(panel.querySelectorAll("button")).find((one) => one.value === card.dataset.pick);
    if (button) button.click();
  });
  equip();
})();
