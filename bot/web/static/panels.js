// Begins to keep what is on the page up to date; on a console the panels too, where they have room.
(function () {
  "use strict";
  const panels = Array.from(document.querySelectorAll("[data-address]")), streams = {};
  if (!window.fetch) return;
  const ask = (path, asked) => fetch(path, Object.assign({ credentials: "same-origin" }, asked));
  const wide = window.matchMedia("(min-width: 1000px)");
  // One stream for all panels: browsers allow few. What is beside the main screen is drawn anew twice a second at most.
  function listen(path, stale, beside) {
    if (!window.EventSource) return null;
    streams[path] = streams[path] || new EventSource(path);
    let due = 0;
    const soon = () => { due = due || setTimeout(() => { due = 0; stale(); }, 500); };
    streams[path].addEventListener("stale", beside ? soon : stale);
    return () => streams[path].close();
  }
  function begin() {
    document.body.classList.toggle("console", wide.matches && panels.length > 1);
    panels.forEach((panel) => {
      const beside = Boolean(panel.dataset.panel);
      if (panel.begun || (beside && !wide.matches)) return;
      panel.begun = true;
      window.keepUpToDate(panel, ask, (path, stale) => listen(path, stale, beside));
    });
  }
  const language = () => document.getElementById("screen").dataset.language, before = language();
  document.addEventListener("shown", () => { // what stands around the screen speaks the new language, too
    if (language() !== before) setTimeout(() => window.location.reload());
  });
  begin();
  wide.addListener(begin);
})();
