// The wave: a clock that goes by the wall clock, a dot on a wave, one line to read each minute. See templates/gs/wave.html.
(() => {
  "use strict";
  const BREATHS = 3, IN = 4, OUT = 6, INTRO = BREATHS * (IN + OUT);

  const ride = (box) => {
    const part = (name) => box.querySelector("[data-" + name + "]");
    const lines = (name) => [...part(name).children].map((item) => item.textContent.trim());
    const prompts = lines("prompts"), [inWord, outWord, overWord] = lines("words");
    const say = part("say"), left = part("left"), all = part("all"), done = part("done"), dot = part("dot"), end = part("end");
    const length = all.getTotalLength();
    const href = end.getAttribute("href");
    const kept = history.state && history.state.began ? history.state : {};
    let began = kept.began || Date.now(), total = kept.total || Number(box.dataset.wave) * 60, spoken = "", timer = 0;

    const keep = () => history.replaceState({ began, total }, "");
    const passed = () => Math.max(0, (Date.now() - began) / 1000);
    const speak = (text) => { if (text !== spoken) { spoken = text; say.textContent = text; } };

    const line = (seconds) => {
      if (seconds >= total) return overWord;
      if (seconds >= INTRO) return prompts[Math.floor(seconds / 60) % prompts.length];
      const breath = Math.floor(seconds / (IN + OUT)), within = seconds % (IN + OUT);
      return (within < IN ? inWord : outWord).replace("%", String(BREATHS - breath));
    };

    const draw = () => {
      const seconds = passed(), part = Math.min(1, seconds / total), rest = Math.max(0, Math.ceil(total - seconds));
      const point = all.getPointAtLength(length * part);
      dot.setAttribute("cx", point.x.toFixed(1));
      dot.setAttribute("cy", point.y.toFixed(1));
      done.setAttribute("stroke-dasharray", (length * part).toFixed(1) + " " + length.toFixed(1));
      left.textContent = Math.floor(rest / 60) + ":" + String(rest % 60).padStart(2, "0");
      speak(line(seconds));
      if (rest === 0) { clearInterval(timer); timer = 0; box.dataset.over = ""; }
    };
    const run = () => {
      delete box.dataset.over;
      if (!timer) timer = setInterval(draw, 1000);
      draw();
    };

    box.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-add], button[data-set]");
      if (!button) return;
      if (button.dataset.add) {
        total = Math.max(total, passed()) + Number(button.dataset.add) * 60;
      } else {
        total = Number(button.dataset.set) * 60;
        if (passed() >= total) began = Date.now();
        for (const other of box.querySelectorAll("button[data-set]")) other.setAttribute("aria-pressed", String(other === button));
      }
      keep();
      run();
    });
    end.addEventListener("click", () => {
      const minutes = Math.max(1, Math.min(240, Math.round(passed() / 60)));
      end.setAttribute("href", href + (href.includes("?") ? "&" : "?") + "minutes=" + minutes);
      history.replaceState(null, "");
    });
    // A sleeping phone stops timers, not time.
    document.addEventListener("visibilitychange", () => { if (!document.hidden) run(); });
    keep();
    run();
  };

  document.querySelectorAll("[data-wave]").forEach(ride);
})();
