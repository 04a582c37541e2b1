// Everything here is an extra: each page works without it. No markup is ever made from text (Trusted Types).
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  // Leave: the button, or Shift three times. Blank first, then end the session, then another site in this page's place.
  const form = document.getElementById("leave");
  let gone = false;
  const leave = () => {
    if (gone || !form) return;
    gone = true;
    root.hidden = true;
    const away = () => location.replace(form.dataset.exit);
    const told = fetch(form.action, { method: "POST", keepalive: true, credentials: "same-origin", cache: "no-store" });
    Promise.race([told, new Promise((done) => setTimeout(done, 250))]).then(away, away);
  };
  if (form) form.addEventListener("submit", (event) => { event.preventDefault(); leave(); });
  let presses = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") { presses = []; return; }
    if (event.repeat) return;
    presses = presses.filter((at) => event.timeStamp - at < 1500).concat(event.timeStamp);
    if (presses.length >= 3) leave();
  }, true);

  // A page brought back from the browser's memory may show what is locked by now: ask the server again.
  const sent = new WeakSet();
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  // One press is one act. The server would know the second one anyway (uid); this saves the wait.
  const busy = (target, is) => target.querySelectorAll("button:not([type=button])").forEach((button) => {
    if (is) button.setAttribute("aria-disabled", "true"); else button.removeAttribute("aria-disabled");
  });
  addEventListener("submit", (event) => {
    const target = event.target;
    if (event.defaultPrevented) return;
    if (sent.has(target)) { event.preventDefault(); return; }
    sent.add(target);
    busy(target, true);
    setTimeout(() => { sent.delete(target); busy(target, false); }, 8000);
  });

  // A second press on a chosen point of a scale takes the answer back, where an answer is not needed.
  let was = null;
  const radio = (event) => event.target instanceof HTMLInputElement && event.target.type === "radio" ? event.target : null;
  addEventListener("pointerdown", (event) => { const input = radio(event); was = input && input.checked ? input : null; }, true);
  addEventListener("click", (event) => {
    const input = radio(event);
    if (input && input === was && !input.required && input.closest(".tick")) {
      input.checked = false;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    was = null;
  });

  // What is being written is laid aside, sealed, a moment after each pause: a session that ends loses nothing.
  document.querySelectorAll("form[data-draft]").forEach((writing) => {
    let waiting = 0, last = "";
    const lay = () => {
      waiting = 0;
      const data = new URLSearchParams(new FormData(writing));
      data.set("draft", "auto");
      const now = data.toString();
      if (gone || now === last) return;
      last = now;
      fetch(location.href, { method: "POST", body: data, keepalive: now.length < 60000, credentials: "same-origin", cache: "no-store" })
        .then((answer) => { if (!answer.ok) last = ""; }, () => { last = ""; });
    };
    writing.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(lay, 3000); });
    addEventListener("submit", (event) => {
      if (event.target === writing || event.target.hasAttribute("data-away")) { clearTimeout(waiting); waiting = 0; }
    });
    addEventListener("pagehide", () => { if (waiting) { clearTimeout(waiting); lay(); } });
  });

  const errors = document.getElementById("errors");
  if (errors) errors.focus();

  // The person's own clock, so that "evening" means their evening. Only for somebody who is signed in.
  if (document.body.hasAttribute("data-in")) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const pair = "tz=" + encodeURIComponent(zone || "UTC");
    if (!document.cookie.split("; ").includes(pair)) {
      const secure = location.protocol === "https:" ? "; secure" : "";
      document.cookie = pair + "; path=/; max-age=31536000; samesite=strict" + secure;
    }
  }

  // Help must open with no connection: see worker.js for the little it keeps. Whoever only looks at the first page gets none.
  const wanted = document.body.hasAttribute("data-in") || location.pathname.startsWith("/h/");
  if (wanted && "serviceWorker" in navigator && isSecureContext) {
    const own = "/sw.js";
    const types = window.trustedTypes;
    const url = types ? types.createPolicy("gs", { createScriptURL: (text) => (text === own ? text : "") }).createScriptURL(own) : own;
    addEventListener("load", () => navigator.serviceWorker.register(url).catch(() => undefined));
  }
})();
