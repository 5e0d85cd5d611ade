// The page inside Telegram: learns who opened it, then is that person's page, in Telegram's colours.
// Telegram's own script is welcome and never waited for: what it knows stands behind the # of the address, too.
(function () {
  "use strict";
  const shell = document.getElementById("screen"), root = document.documentElement;
  const launched = new URLSearchParams(location.hash.slice(1));
  let settled = false;
  const app = () => window.Telegram && window.Telegram.WebApp;
  const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });
  const say = (sentence) => { document.getElementById("opening").textContent = sentence; };

  // --- colours: Telegram's, as far as they can be read on each other ---

  function luminance(colour) {
    const parts = [1, 3, 5].map((at) => parseInt(String(colour).slice(at, at + 2), 16) / 255);
    const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }
  function theme() {
    try {
      return (app() && app().themeParams.bg_color && app().themeParams) || JSON.parse(launched.get("tgWebAppThemeParams")) || {};
    } catch (unreadable) { return {}; }
  }
  function paint() {
    const given = theme(), sheet = given.bg_color, ground = given.secondary_bg_color || sheet, ink = given.text_color;
    const readable = (colour) => [sheet, ground].every((under) => contrast(colour, under) >= 4.5);
    if (!readable(ink)) return;
    const soft = readable(given.hint_color) ? given.hint_color : ink;
    const line = contrast(given.hint_color, sheet) >= 3 ? given.hint_color : ink;
    const link = readable(given.link_color) ? given.link_color : ink;
    const accent = contrast(given.button_color, sheet) >= 3 ? given.button_color : ink;
    const [black, white] = ["#000000", "#ffffff"];
    const best = contrast(white, accent) >= contrast(black, accent) ? white : black;
    const onAccent = contrast(given.button_text_color, accent) >= 4.5 ? given.button_text_color : best;
    const colours = { ground, sheet, ink, soft, accent, link, line, tint: ground, notice: sheet, done: link };
    Object.entries(colours).forEach(([name, colour]) => root.style.setProperty("--" + name, colour));
    root.style.setProperty("--on-accent", onAccent);
    root.style.colorScheme = luminance(sheet) < luminance(ink) ? "dark" : "light";
  }

  // --- what Telegram's script adds, once it is there ---

  function showBack() {
    const back = app() && app().BackButton;
    if (!back) return;
    if (document.getElementById("screen").dataset.view) back.show(); else back.hide();
  }
  function settle() {
    if (settled || !app()) return;
    settled = true;
    app().ready();
    app().expand();
    if (app().disableVerticalSwipes) app().disableVerticalSwipes(); // a card that is dragged down is no wish to close
    app().onEvent("themeChanged", paint);
    app().BackButton.onClick(() => history.back());
    paint();
    showBack();
  }

  // --- whose page it is ---

  async function signed() {
    for (let times = 0; times < 20; times += 1) {
      const data = launched.get("tgWebAppData") || (app() && app().initData);
      if (data) return data;
      await pause(200);
    }
    return "";
  }

  // A stream with a header, which EventSource has no place for.
  function listenWith(ask) {
    return (path, stale) => {
      const ending = new AbortController();
      (async () => {
        while (!ending.signal.aborted) {
          try {
            const reader = (await ask(path, { signal: ending.signal })).body.getReader(), decoder = new TextDecoder();
            for (let part = await reader.read(); !part.done; part = await reader.read()) {
              if (!decoder.decode(part.value, { stream: true }).startsWith(":")) stale(); // else: still here
            }
          } catch (broken) { /* tried again below */ }
          await pause(3000);
        }
      })();
      return () => ending.abort();
    };
  }

  async function show(token, address) {
    const headers = (asked) => Object.assign({ Authorization: "Bearer " + token }, asked && asked.headers);
    const ask = (path, asked) => fetch(path, Object.assign({}, asked, { credentials: "omit", headers: headers(asked) }));
    const page = new DOMParser().parseFromString(await (await ask(address + location.search)).text(), "text/html");
    const main = page.querySelector("main[data-address]");
    document.querySelector("main").replaceWith(main);
    document.title = page.title;
    root.lang = page.documentElement.lang;
    root.dir = page.documentElement.dir;
    main.addEventListener("shown", showBack);
    window.keepUpToDate(main, ask, listenWith(ask));
    main.dispatchEvent(new Event("shown", { bubbles: true }));
  }

  async function open() {
    const initData = await signed();
    if (!initData) { say(shell.dataset.outside); return; }
    try {
      const answer = await fetch("/mini/session", { method: "POST", body: new URLSearchParams({ initData }) });
      const told = await answer.json();
      if (told.token) await show(told.token, told.address); else say(told.said);
    } catch (unreachable) {
      say(shell.dataset.unreached);
      setTimeout(open, 4000);
    }
  }

  paint();
  settle();
  document.querySelector("script[async]").addEventListener("load", settle);
  open();
})();
