// Keeps a page up to date, and sends what people do: once each, in order. Without it the page is a form that reloads.
// `main` holds one screen, as does each panel of a console. `ask` fetches as `fetch` does; `listen(path, stale)` calls
// back whenever the screen may be stale, and gives what ends that.
window.keepUpToDate = function (main, ask, listen) {
  "use strict";
  const address = main.dataset.address, panel = main.dataset.panel || "";
  const mine = (address + " " + (main.dataset.number || "") + " " + panel).trim();
  const announced = document.getElementById("announced");
  const [unsent, left] = [".unsent", ".left"].map((name) => main.querySelector(name));
  let order = 0, shown = 0, sending = false, refreshing = false, again = false, over = false, hush = null, late = null;

  const screen = () => main.querySelector(".screen");
  const view = () => screen().dataset.view || "";
  const box = () => screen().querySelector("textarea");
  const all = (element, selector) => Array.from(element.querySelectorAll(selector));
  const text = (element, selector) => {
    const found = element.querySelector(selector);
    return found ? found.textContent.trim() : "";
  };

  // --- what is kept on the phone until the server has it ---

  const memory = {}; // for what a full or forbidden storage does not take
  function kept(name) {
    try { return localStorage.getItem(name) || memory[name] || ""; } catch (refused) { return memory[name] || ""; }
  }
  function keep(name, value) {
    memory[name] = value;
    try {
      if (value) localStorage.setItem(name, value); else localStorage.removeItem(name);
    } catch (refused) { /* kept in memory */ }
  }
  const queue = () => JSON.parse(kept("queue:" + mine) || "[]");
  const keepQueue = (actions) => keep("queue:" + mine, actions.length ? JSON.stringify(actions) : "");

  function draftName() {
    const form = screen().querySelector("form.typed");
    return form ? "draft:" + mine + ":" + form.querySelector("button").value : "";
  }
  function keepDraft() {
    if (box()) keep(draftName(), box().value === box().dataset.saved ? "" : box().value);
  }
  function fillDraft() {
    if (!box()) return;
    box().value = kept(draftName()) || box().value;
    count();
  }
  function count() {
    const limit = box() && Number(box().form.dataset.limit);
    if (!limit || !box().value) return;
    const line = screen().querySelector(".count"), used = Array.from(box().value.trim()).length;
    line.textContent = main.dataset.count.replace("{count}", used).replace("{limit}", limit);
    line.classList.toggle("over", used > limit);
  }

  // --- the screen ---

  function show(html, own) {
    if (main.dataset.held) { late = [html, own]; return; } // somebody has a card in hand
    const old = screen(), focused = document.activeElement, inside = old.contains(focused);
    const typing = inside && focused === box() && [focused.selectionStart, focused.selectionEnd];
    const payload = inside && focused.value, heading = text(old, ".title"), opened = {};
    all(old, "details").forEach((details) => { opened[text(details, "summary")] = details.open; });
    keepDraft();
    const draft = draftName(), started = draft && kept(draft);
    const holder = document.createElement("div");
    holder.innerHTML = html;
    const fresh = holder.querySelector(".screen");
    if (!fresh) return;
    old.parentNode.replaceChild(fresh, old);
    fillDraft();
    if (started && !own && draftName() !== draft) { // its box is gone with the phase that it belonged to
      left.textContent = main.dataset.left.replace("{words}", () => started);
      left.hidden = false;
    }
    all(fresh, "details").forEach((details) => {
      const summary = text(details, "summary");
      if (summary in opened) details.open = opened[summary];
    });
    const moved = text(fresh, ".title") !== heading;
    if (typing && box()) {
      box().focus();
      box().setSelectionRange(typing[0], typing[1]);
    } else if (inside || own) {
      const same = !moved && payload && all(fresh, "button").find((button) => button.value === payload);
      const target = same || fresh.querySelector(".title");
      if (target) target.focus({ preventScroll: true });
    }
    if (own && (moved || text(fresh, ".notice"))) { main.scrollTop = 0; main.scrollIntoView(); }
    if (!panel) { document.documentElement.lang = fresh.lang; document.documentElement.dir = fresh.dir; }
    const parts = [text(fresh, ".notice"), text(fresh, ".status"), text(fresh, moved ? ".title" : ".saved")];
    const words = parts.filter(Boolean).map((part) => part.replace(/\.$/, "")).join(". ");
    if ((own || !panel) && announced.textContent !== words) announced.textContent = words;
    if (panel) keep("view:" + mine, view());
    main.dispatchEvent(new Event("shown", { bubbles: true }));
  }

  async function refresh() {
    if (over) return;
    if (refreshing || sending || main.dataset.held) { again = true; return; }
    refreshing = true;
    again = false;
    const turn = ++order;
    const query = new URLSearchParams({ view: view(), shown: screen().dataset.fingerprint || "", panel });
    try {
      const answer = await ask(address + "/screen?" + query);
      if (answer.status === 403) { over = true; if (hush) hush(); }
      const html = answer.status === 200 ? await answer.text() : "";
      if (turn < shown) again = true; // meanwhile the person has acted, and sees something newer
      else if (html) show(html, false);
    } catch (unreachable) { /* the stream says "stale" when it is back */ }
    refreshing = false;
    if (again) refresh();
  }

  // --- what people do ---

  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join("");
  }

  async function send() {
    const actions = queue();
    if (!actions.length || sending) return;
    sending = true;
    const action = actions[0], body = new URLSearchParams({ panel: panel || (document.body.classList.contains("console") ? "room" : "") });
    ["payload", "words", "key", "view"].forEach((name) => body.append(name, action[name]));
    try {
      const headers = { "X-Wants": "screen" };
      const answer = await ask(address, { method: "POST", body, headers });
      const html = await answer.text();
      keepQueue(queue().filter((one) => one.key !== action.key));
      if (answer.status === 403) { window.location.reload(); return; }
      shown = ++order;
      answered(action, answer.ok, html);
    } catch (unreachable) {
      sending = false;
      tellUnsent(queue().length);
      main.dispatchEvent(new Event("unsent", { bubbles: true }));
      setTimeout(send, 4000);
      return;
    }
    sending = false;
    tellUnsent(0);
    if (queue().length) send(); else if (again) refresh();
  }

  function answered(action, stored, html) {
    if (stored && action.draft) {
      keep(action.draft, "");
      if (box() && draftName() === action.draft) box().value = box().dataset.saved;
    }
    if (queue().length) return;
    show(html, true);
    if (panel) return;
    const place = view() ? "?" + new URLSearchParams({ view: view() }) : "";
    if (place !== location.search) history.pushState(null, "", location.pathname + place + location.hash);
  }

  function tellUnsent(waiting) {
    unsent.hidden = !waiting;
    unsent.textContent = waiting ? main.dataset.unsent.replace("{n}", waiting) : "";
  }

  main.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.target.querySelector("button[name=payload]"), typed = event.target.querySelector("textarea");
    keepDraft();
    const words = typed ? typed.value : "", draft = typed ? draftName() : "";
    const action = { payload: button.value, words, key: newKey(), view: view(), draft };
    const actions = queue(), last = actions[actions.length - 1];
    const doubled = last && last.payload === action.payload && last.words === words;
    button.classList.add("busy");
    if (!doubled) keepQueue(actions.concat(action));
    if (actions.length && !doubled) tellUnsent(actions.length + 1);
    send();
  });
  main.addEventListener("input", () => { keepDraft(); count(); });
  const wake = () => { send(); refresh(); };
  window.addEventListener("online", wake);
  main.addEventListener("released", () => {
    if (late && !sending) show(late[0], late[1]);
    late = null;
    refresh();
  });
  window.addEventListener("popstate", () => {
    if (!panel) screen().dataset.view = new URLSearchParams(location.search).get("view") || "";
    refresh();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) wake(); });

  if (panel) screen().dataset.view = kept("view:" + mine);
  fillDraft();
  if (panel) wake(); else send();
  hush = listen(address + "/live", wake);
  // Where there is no stream, or something on the way holds it back, the page asks now and then.
  setInterval(refresh, hush ? 60000 : 10000);
};
