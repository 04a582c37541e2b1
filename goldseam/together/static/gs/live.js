// Two phones at one table: ask whether anything is new, and show it.
(() => {
  "use strict";
  const box = document.querySelector("[data-live]");
  if (!box) return;
  const QUICK = 1500, SLOW = 5000, ALONE = 9e5;
  let pause = QUICK, timer = 0, typed, over, touched = Date.now();
  const typing = () => typed || document.activeElement?.matches("main :is(input, textarea, select)");
  const next = () => { clearTimeout(timer); timer = over ? 0 : setTimeout(ask, pause); };
  const ask = () => {
    timer = 0;
    if (over || document.hidden || Date.now() - touched > ALONE) return;
    timer = -1;
    fetch(box.dataset.at + "?seen=" + box.dataset.live, { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout?.(SLOW) }).then((answer) => {
      if (over) return;
      pause = answer.ok ? QUICK : SLOW;
      if (answer.status !== 200 && answer.type !== "opaqueredirect") return next();
      over = true;
      if (typing()) box.querySelector("[data-new]").hidden = false;
      else location.reload();
    }, () => { pause = Math.min(SLOW, 2 * pause); next(); });
  };
  const look = () => { if (timer >= 0) { clearTimeout(timer); ask(); } };
  const touch = () => { touched = Date.now(); if (!timer) next(); };
  addEventListener("input", () => { typed = true; }, true);
  addEventListener("submit", () => { over = true; });
  for (const way of ["pointerdown", "keydown"]) addEventListener(way, touch, true);
  addEventListener("online", look);
  document.addEventListener("visibilitychange", look);
  next();
})();
