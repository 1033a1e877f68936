// Searches the decisions in the browser. The index comes in scripts, one for each year, because a page opened from a disk
// can read files in no other way.
"use strict";
(() => {
  const form = document.getElementById("search");
  const [q, y, o, k] = ["q", "y", "o", "k"].map((id) => document.getElementById(id));
  const found = document.getElementById("found"), count = document.getElementById("count");
  const most = 100, english = document.documentElement.lang === "en";
  const years = new Map();
  let index = null, asked = 0;

  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s〔〕()\[\]]/g, "");

  window.zhihengIndex = (given) => { index = given; };
  window.zhihengYear = (year, rows) => {
    years.set(year, rows.map(([office, id, no, party, kind, on, title]) =>
      ({ office, id, no, party, kind, on, title, year, text: fold(no + " " + party + " " + title + " " + index.offices[office][1]) })));
  };

  const load = (year) => years.has(year) ? Promise.resolve() : new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = form.dataset.home + "search/" + year + ".js";
    script.onload = done;
    script.onerror = fail;
    document.head.append(script);
  });

  const show = (rows) => {
    found.replaceChildren(...rows.slice(0, most).map((row) => {
      const item = document.createElement("li"), link = document.createElement("a"), about = document.createElement("span"), no = document.createElement("b");
      link.href = form.dataset.home + "d/" + index.offices[row.office][0] + "/" + row.year + "/" + row.id + ".html";
      no.textContent = row.no;
      link.append(no, " " + row.party);
      about.textContent = [row.title, index.offices[row.office][1], row.on].join(" · ");
      item.append(link, about);
      return item;
    }));
    count.textContent = form.dataset.found.replace("{n}", rows.length) + (rows.length > most ? form.dataset.more.replace("{m}", most) : "");
  };

  const run = async () => {
    const mine = ++asked;
    const words = q.value.split(/\s+/).map(fold).filter(Boolean);
    if (words.length === 0 && !y.value && !o.value && !k.value) {
      found.replaceChildren();
      count.textContent = "";
      return;
    }
    const wanted = y.value ? [y.value] : index.years.map(([year]) => year);
    const rows = [];
    for (const year of wanted) {
      await load(year);
      if (mine !== asked) return;
      for (const row of years.get(year)) {
        if ((o.value === "" || row.office === Number(o.value)) && (k.value === "" || row.kind === Number(k.value)) && words.every((word) => row.text.includes(word))) rows.push(row);
      }
    }
    rows.sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
    show(rows);
  };

  const begin = () => {
    const option = (select, value, text) => select.append(new Option(text, value));
    index.years.forEach(([year, n]) => option(y, year, year + " (" + n + ")"));
    index.offices.forEach(([, name], i) => option(o, i, name));
    index.kinds.forEach(([, zh, en], i) => option(k, i, english ? en : zh));
    form.hidden = false;
    let timer = 0;
    q.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(run, 150); });
    [y, o, k].forEach((select) => select.addEventListener("change", run));
    form.addEventListener("submit", (event) => { event.preventDefault(); run(); });
  };
  window.addEventListener("DOMContentLoaded", () => { if (index) begin(); });
})();
