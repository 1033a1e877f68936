// Shows the entries of a list that hold what is looked for. Without it all of them are shown.
"use strict";
(() => {
  const box = document.getElementById("filter"), asked = document.getElementById("f"), shown = document.getElementById("shown");
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s/g, "");
  const rows = Array.from(document.querySelectorAll("[data-row]"), (element) => ({ element, text: fold(element.textContent) }));
  const run = () => {
    const words = asked.value.split(/\s+/).map(fold).filter(Boolean);
    let n = 0;
    for (const row of rows) {
      row.element.hidden = !words.every((word) => row.text.includes(word));
      n += row.element.hidden ? 0 : 1;
    }
    shown.textContent = words.length === 0 ? "" : shown.dataset.shown.replace("{n}", n).replace("{m}", rows.length);
  };
  if (rows.length > 1) {
    box.hidden = false;
    asked.addEventListener("input", run);
  }
})();
