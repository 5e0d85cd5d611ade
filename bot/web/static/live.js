// Keeps a page up to date and sends what people do, once each, in order. Without it the page is a form that reloads.
(function () {
  "use strict";
  var main = document.querySelector("main[data-address]");
  if (!main || !window.fetch || !window.Promise) return;
  var address = main.dataset.address;
  var announced = document.getElementById("announced");
  var unsent = document.getElementById("unsent");
  var queueName = "queue:" + address;
  var asked = 0, shown = 0, sending = false, refreshing = false, again = false, over = false, source = null;

  function screen() { return document.getElementById("screen"); }
  function view() { return screen().dataset.view || ""; }

  // What a full or forbidden storage cannot keep is kept until the page is closed.
  var memory = {};
  function stored(name) {
    try { return localStorage.getItem(name); } catch (error) { return memory[name] || null; }
  }
  function store(name, value) {
    memory[name] = value;
    try {
      if (value === null) localStorage.removeItem(name); else localStorage.setItem(name, value);
    } catch (error) { /* kept in memory */ }
  }
  function queue() {
    try { return JSON.parse(stored(queueName)) || []; } catch (error) { return []; }
  }
  function keepQueue(actions) {
    store(queueName, actions.length ? JSON.stringify(actions) : null);
  }
  function newKey() {
    var numbers = new Uint8Array(16);
    (window.crypto || window.msCrypto).getRandomValues(numbers);
    return Array.prototype.map.call(numbers, function (number) { return (number + 256).toString(16).slice(1); }).join("");
  }

  // --- the screen ---

  function show(html, order, own) {
    if (order < shown) return;
    shown = order;
    var old = screen(), box = old.querySelector("textarea"), focused = document.activeElement;
    var inside = old.contains(focused), payload = inside && focused.value, typing = inside && focused === box;
    var selection = typing && [box.selectionStart, box.selectionEnd];
    var oldHeading = text(old, "h1");
    var opened = states(old);
    keepDraft();
    var holder = document.createElement("div");
    holder.innerHTML = html;
    var fresh = holder.querySelector("#screen");
    if (!fresh) return;
    old.parentNode.replaceChild(fresh, old);
    fillDraft();
    Array.prototype.forEach.call(fresh.querySelectorAll("details"), function (details) {
      var summary = text(details, "summary");
      if (summary in opened) details.open = opened[summary];
    });
    var moved = text(fresh, "h1") !== oldHeading;
    refocus(fresh, inside, typing, payload, selection, own, moved);
    if (own && moved) window.scrollTo(0, 0);
    announce(fresh, moved);
  }

  function refocus(fresh, inside, typing, payload, selection, own, moved) {
    var box = fresh.querySelector("textarea"), heading = fresh.querySelector("h1");
    if (typing && box) {
      box.focus();
      box.setSelectionRange(selection[0], selection[1]);
      return;
    }
    if (!inside && !own) return;
    var same = !moved && payload && Array.prototype.filter.call(fresh.querySelectorAll("button"), function (button) {
      return button.value === payload;
    })[0];
    var target = same || heading;
    if (target) target.focus({ preventScroll: !own });
  }

  function text(element, selector) {
    var found = element.querySelector(selector);
    return found ? found.textContent.trim() : "";
  }

  function states(element) {
    var found = {};
    Array.prototype.forEach.call(element.querySelectorAll("details"), function (details) {
      found[text(details, "summary")] = details.open;
    });
    return found;
  }

  function announce(fresh, moved) {
    var words = [text(fresh, ".notice"), text(fresh, ".status"), moved ? text(fresh, "h1") : text(fresh, ".saved")];
    var sentence = words.filter(Boolean).join(". ");
    if (announced.textContent !== sentence) announced.textContent = sentence;
  }

  function refresh() {
    if (over) return;
    if (refreshing) { again = true; return; }
    refreshing = true;
    var order = ++asked;
    var query = "?view=" + encodeURIComponent(view()) + "&shown=" + encodeURIComponent(screen().dataset.fingerprint);
    fetch(address + "/screen" + query, { credentials: "same-origin" }).then(function (response) {
      if (response.status === 403) stop();
      if (response.status !== 200) return null;
      return response.text().then(function (html) { show(html, order, false); });
    }).catch(function () { /* the next word comes with the next connection */ }).then(function () {
      refreshing = false;
      if (again) { again = false; refresh(); }
    });
  }

  function stop() {
    over = true;
    if (source) source.close();
  }

  // --- what people type ---

  function draftName() {
    var form = screen().querySelector("form.typed");
    return form ? "draft:" + address + ":" + form.querySelector("button").value : "";
  }
  function keepDraft() {
    var name = draftName(), box = screen().querySelector("textarea");
    if (name) store(name, box.value === box.defaultValue ? null : box.value);
  }
  function fillDraft() {
    var name = draftName(), draft = name && stored(name);
    if (draft) screen().querySelector("textarea").value = draft;
    count();
  }
  function count() {
    var form = screen().querySelector("form.typed"), box = screen().querySelector("textarea");
    if (!form || !form.dataset.limit || !box.value) return;
    var used = Array.from(box.value.trim()).length, line = form.querySelector("#words-count");
    line.textContent = main.dataset.count.replace("{count}", used).replace("{limit}", form.dataset.limit);
    line.classList.toggle("over", used > Number(form.dataset.limit));
  }

  // --- what people do ---

  function sent(action, response, order) {
    if (response.status === 403) { window.location.reload(); return null; }
    if (response.ok && action.draft) store(action.draft, null);
    return response.text().then(function (html) {
      if (queue().length > 0) return;
      var box = screen().querySelector("textarea");
      if (response.ok && box && draftName() === action.draft) box.value = box.defaultValue;
      show(html, order, true);
      remember();
    });
  }

  function pump() {
    var actions = queue(), action = actions[0];
    if (unsent) {
      unsent.hidden = !actions.length || (sending && !unsent.textContent);
      unsent.textContent = actions.length && !unsent.hidden ? main.dataset.unsent.replace("{n}", actions.length) : "";
    }
    if (!action || sending) return;
    sending = true;
    var order = ++asked, body = new URLSearchParams();
    ["payload", "words", "key", "view"].forEach(function (name) { body.append(name, action[name]); });
    fetch(address, {
      method: "POST", body: body, credentials: "same-origin", headers: { "X-Wants": "screen" }
    }).then(function (response) {
      keepQueue(queue().slice(1));
      sending = false;
      return sent(action, response, order);
    }).then(pump, function () {
      sending = false;
      waitForConnection();
    });
  }

  function waitForConnection() {
    var waiting = queue().length;
    unsent.textContent = main.dataset.unsent.replace("{n}", waiting);
    unsent.hidden = !waiting;
    setTimeout(pump, 4000);
  }

  function remember() {
    var place = address + (view() ? "?view=" + encodeURIComponent(view()) : "");
    if (place !== window.location.pathname + window.location.search) history.pushState(null, "", place);
  }

  main.addEventListener("submit", function (event) {
    var form = event.target, button = form.querySelector("button[name=payload]"), box = form.querySelector("textarea");
    event.preventDefault();
    var action = { payload: button.value, words: box ? box.value : "", key: newKey(), view: view(), draft: "" };
    if (box) { keepDraft(); action.draft = draftName(); }
    var actions = queue(), last = actions[actions.length - 1];
    if (last && last.payload === action.payload && last.words === action.words) return;
    button.classList.add("busy");
    keepQueue(actions.concat(action));
    pump();
  });
  main.addEventListener("input", function () { keepDraft(); count(); });
  window.addEventListener("online", function () { pump(); refresh(); });
  window.addEventListener("popstate", function () {
    var found = new URLSearchParams(window.location.search).get("view");
    screen().dataset.view = found || "";
    refresh();
  });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { pump(); refresh(); } });

  fillDraft();
  pump();
  if (window.EventSource) {
    source = new EventSource(address + "/live");
    source.addEventListener("stale", function () { pump(); refresh(); });
  }
  // Where a proxy holds back the stream, or there is none, a phone asks now and then.
  setInterval(refresh, window.EventSource ? 60000 : 10000);
})();
