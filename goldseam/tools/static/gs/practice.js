// A quiet timer: goes by the wall clock, shows one line at a time, makes no sound. See templates/tools/t18/skill.html.
(() => {
  "use strict";
  const practise = (box) => {
    const part = (name) => box.querySelector("[data-" + name + "]");
    const lines = (name) => [...part(name).children].map((item) => item.textContent.trim());
    const prompts = lines("prompts"), [goWord, stopWord, overWord] = lines("words");
    const say = part("say"), left = part("left"), button = part("toggle"), end = part("end");
    const href = end.getAttribute("href");
    const total = Number(box.dataset.practice) * 60;
    let passed = 0, began = 0, timer = 0, spoken = "";

    const seconds = () => Math.min(total, passed + (began ? Math.max(0, (Date.now() - began) / 1000) : 0));
    const speak = (text) => { if (text !== spoken) { spoken = text; say.textContent = text; } };
    const draw = () => {
      const now = seconds(), rest = Math.max(0, Math.ceil(total - now));
      left.textContent = Math.floor(rest / 60) + ":" + String(rest % 60).padStart(2, "0");
      speak(rest === 0 ? overWord : prompts[Math.min(prompts.length - 1, Math.floor(now / total * prompts.length))]);
      if (rest === 0 && timer) go(false);
    };
    const go = (on) => {
      passed = seconds();
      began = on ? Date.now() : 0;
      clearInterval(timer);
      timer = on ? setInterval(draw, 1000) : 0;
      button.textContent = on ? stopWord : goWord;
      button.hidden = passed >= total;
      draw();
    };
    button.addEventListener("click", () => go(!began));
    end.addEventListener("click", () => {
      const minutes = Math.max(1, Math.min(60, Math.round(seconds() / 60)));
      if (seconds() > 0) end.setAttribute("href", href + "&minutes=" + minutes);
    });
    // A sleeping phone stops timers, not time.
    document.addEventListener("visibilitychange", () => { if (!document.hidden) draw(); });
    part("lines").open = false;
    go(false);
  };
  document.querySelectorAll("[data-practice]").forEach(practise);
})();
