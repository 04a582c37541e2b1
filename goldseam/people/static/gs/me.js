// Two conveniences. The short code after "#" is put into its field and taken out of the address; a page can be printed.
(() => {
  "use strict";
  const field = document.querySelector("input[name=code]");
  const code = /^#([0-9A-Za-z]{10})$/.exec(location.hash);
  if (field && code) {
    field.value = code[1];
    history.replaceState(null, "", location.pathname + location.search);
  }
  const button = document.querySelector("[data-print]");
  if (button) button.addEventListener("click", () => window.print());
})();
