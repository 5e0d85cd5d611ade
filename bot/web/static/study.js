// Says what is wrong in the study while one types; without this it is said when the page is saved.
"use strict";
(() => {
  const form = document.getElementById("study");
  let waiting;
  let asked = 0;
  const show = (page) => {
    for (const shown of document.querySelectorAll(".wrongs, #others")) {
      const fresh = page.getElementById(shown.id);
      if (fresh && fresh.innerHTML !== shown.innerHTML) shown.innerHTML = fresh.innerHTML;
    }
    for (const field of form.elements) {
      const fresh = field.id && page.getElementById(field.id);
      if (!fresh) continue;
      if (fresh.getAttribute("aria-invalid")) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  };
  const check = async () => {
    const own = ++asked;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Wants": "check" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (own === asked && answer.ok && page.getElementById("study")) show(page);
    } catch {
      // Saving checks it all once more.
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(check, 600);
  });
})();
