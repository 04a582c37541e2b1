// Four in, six out. The circle is the extra; the words and the count are the exercise (and all there is with less motion).
(() => {
  "use strict";
  const IN = 4, OUT = 6;

  const breathe = (box) => {
    const part = (name) => box.querySelector("[data-" + name + "]");
    const [inWord, outWord, stopWord, goWord] = [...part("words").children].map((item) => item.textContent.trim());
    const say = part("say"), count = part("count"), ball = part("ball"), button = part("toggle");
    let second = 0, timer = 0;

    const draw = () => {
      const within = second % (IN + OUT), inward = within < IN;
      if (within === 0 || within === IN) {
        say.textContent = inward ? inWord : outWord;
        ball.style.transitionDuration = (inward ? IN : OUT) + "s";
        ball.style.transform = inward ? "scale(1)" : "scale(.55)";
      }
      count.textContent = String(inward ? IN - within : OUT - (within - IN));
      second += 1;
    };
    const go = (on) => {
      clearInterval(timer);
      timer = on ? setInterval(draw, 1000) : 0;
      button.textContent = on ? stopWord : goWord;
      if (on) { second = 0; draw(); }
    };
    button.addEventListener("click", () => go(!timer));
    document.addEventListener("visibilitychange", () => { if (document.hidden && timer) go(false); });
    go(true);
  };

  document.querySelectorAll("[data-breathe]").forEach(breathe);
})();
