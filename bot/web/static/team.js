// While an export is being made, shows how far it is; without this the page is asked for again by hand.
"use strict";
(() => {
  const again = async () => {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("downloads");
      const shown = document.getElementById("downloads");
      if (!fresh || !shown) return;
      if (shown.innerHTML !== fresh.innerHTML) shown.replaceWith(fresh);
      if (!fresh.dataset.making) return;
    } catch {
      // The next time may reach it.
    }
    setTimeout(again, 1000);
  };
  setTimeout(again, 1000);
})();
