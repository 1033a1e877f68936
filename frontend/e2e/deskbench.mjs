// Measures the reviewer's desk in a browser as a reviewer meets it, over the real program, and prints one JSON object. All
// times are in milliseconds; a page counts as shown when its picture is drawn.
//
//   node frontend/e2e/deskbench.mjs PAGES [PAGES …]
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Office, skip, Visitor } from "./office.mjs";
import { mixed } from "./pdf.mjs";
import { importDossier, submitReview } from "./submitted.mjs";

const sizes = process.argv.slice(2).map(Number);
if (skip || sizes.length === 0) {
  process.stderr.write(`${skip || "say how many pages"}\n`);
  process.exit(2);
}

/** watchFrames notes in the page when each press of a key came, and the longest time between two frames. */
const watchFrames = () => {
  window.longest = 0;
  let last = performance.now();
  const frame = (now) => { window.longest = Math.max(window.longest, now - last); last = now; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
  window.addEventListener("keydown", () => { window.pressed = performance.now(); }, true);
  window.addEventListener("mousedown", () => { window.pressed = performance.now(); }, true);
  window.drawn = (n) => new Promise((resolve) => {
    const look = () => { if (document.querySelector(`.sheet img[data-image="${n}"][data-ready]`)) { resolve(performance.now() - window.pressed); } else { requestAnimationFrame(look); } };
    look();
  });
};

const scratch = mkdtempSync(join(tmpdir(), "zhiheng-deskbench-"));
const office = await Office.begin();
let visitor;
try {
  const names = sizes.map((pages) => `20 证据材料合订本${pages}页.pdf`);
  const more = {};
  sizes.forEach((pages, i) => { writeFileSync(join(scratch, `${pages}.pdf`), mixed(pages, Math.max(10, pages / 20))); more[names[i]] = join(scratch, `${pages}.pdf`); });
  await importDossier(office, more);
  visitor = await Visitor.begin(office, "zh");
  const { page } = visitor;
  await page.goto(await office.serve());
  const { id, review } = await submitReview(visitor);
  const papers = (await visitor.must("GET", `/api/cases/${id}`)).papers;
  const results = [];
  for (const [i, pages] of sizes.entries()) {
    const paper = papers.find((p) => p.file_name === names[i]);
    results.push({ pages, ...(await measure(page, visitor, review, paper, pages)) });
  }
  process.stdout.write(`${JSON.stringify({ results })}\n`);
} finally {
  await visitor?.end();
  await office.end();
  rmSync(scratch, { recursive: true, force: true });
}

async function measure(page, visitor, review, paper, pages) {
  const first = [];
  const next = [];
  const jumps = [];
  for (let round = 0; round < 5; round += 1) {
    await visitor.become("he", "/reviews");
    await page.locator("table.rows tbody tr").first().waitFor();
    await page.evaluate(watchFrames);
    const url = `/reviews/${review}?paper=${paper.id}&page=1`;
    // As a click on a row does: within the page, without loading the program anew.
    first.push(await page.evaluate((to) => { window.pressed = performance.now(); history.pushState({}, "", to); window.dispatchEvent(new PopStateEvent("popstate")); return window.drawn(1); }, url));
  }
  await page.waitForTimeout(500);
  const last = Math.min(40, pages - 1);
  for (let n = 1; n <= last; n += 1) {
    await page.keyboard.press("]");
    next.push(await page.evaluate((to) => window.drawn(to), n + 1));
    await page.waitForTimeout(150); // a reader looks at it
  }
  await page.evaluate(() => { window.longest = 0; });
  for (let k = 1; k <= 8; k += 1) {
    const to = Math.floor((pages * k) / 9) + 1;
    const box = page.locator(".paper-number");
    await box.click();
    await box.fill(String(to));
    await page.keyboard.press("Enter");
    jumps.push(await page.evaluate((n) => window.drawn(n), to));
  }
  await page.locator(".paper-scroll").hover();
  for (let k = 0; k < 40; k += 1) { await page.mouse.wheel(0, 1500); }
  await page.waitForTimeout(300);
  const longest = await page.evaluate(() => window.longest);
  const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
  return { first, next, jumps, longest, nodes };
}
