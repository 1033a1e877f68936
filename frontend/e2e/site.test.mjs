// Looks at a disclosure site in a browser, from a folder on a disk: with and without script, on a phone and in print.
//   make build && node --test e2e/site.test.mjs
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { skip as noProgram } from "./office.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const program = process.env.ZHIHENG_BINARY ?? join(root, "build/bin/zhiheng");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const skip = noProgram || (!existsSync(executablePath) ? "no Chromium" : false);
const food = "11320681014381238G";
const decision = (n) => `d/${food}/2026/g-${String(n).padStart(12, "0")}.html`;
let dir;
let browser;

before(() => {
  if (skip) { return; }
  dir = mkdtempSync(join(tmpdir(), "zhiheng-site-"));
  execFileSync("go", ["run", "./backend/disclosure/packagetest/county", join(dir, "packages")], { cwd: root, stdio: "inherit" });
  const packages = readdirSync(join(dir, "packages")).map((name) => join(dir, "packages", name));
  execFileSync(program, ["site", "merge", "--out", join(dir, "site"), "--title", "云汀县统一公示平台", "--day", "2026-04-01", ...packages]);
});

after(async () => {
  await browser?.close();
  if (dir) { rmSync(dir, { recursive: true, force: true }); }
});

const at = (path) => `file://${join(dir, "site", path)}`;

/** open opens a page of the site, and holds it to asking for nothing outside of it and to reporting no error. */
async function open(path, options = {}) {
  browser ??= await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
  const page = await (await browser.newContext(options)).newPage();
  page.faults = [];
  page.on("console", (message) => { if (message.type() === "error") { page.faults.push(message.text()); } });
  page.on("pageerror", (error) => page.faults.push(error.message));
  page.on("request", (request) => { if (!request.url().startsWith(`file://${dir}`)) { page.faults.push(request.url()); } });
  page.on("requestfailed", (request) => page.faults.push(`failed: ${request.url()}`));
  await page.goto(at(path));
  return page;
}

test("everything can be read with script off", { skip, timeout: 60_000 }, async () => {
  const page = await open("index.html", { javaScriptEnabled: false });
  assert.match(await page.locator("body").innerText(), /未开启脚本时/);
  assert.equal(await page.locator("#search").isVisible(), false);
  await page.getByRole("link", { name: "全部公示" }).first().click();
  assert.match(await page.locator("main").innerText(), /共 132 件/);
  await page.locator(".rows a").first().click();
  assert.match(await page.locator("#text").innerText(), /行政处罚决定书/);
  assert.equal(await page.locator("#verify").isVisible(), false);
  await page.goto(at(`open/${food}/A02/index.html`));
  assert.match(await page.locator("main").innerText(), /王增补[^]*<b>冯转义<\/b>/);
  await page.goto(at(decision(2)));
  assert.match(await page.locator("main").innerText(), /已撤回[^]*依法撤销/);
  assert.deepEqual(page.faults, []);
});

test("the search finds a decision, from a disk", { skip, timeout: 60_000 }, async () => {
  const page = await open("en/index.html");
  await page.locator("#q").fill("水务局 8号");
  await page.waitForFunction(() => /Found: 1\b/.test(document.getElementById("count").textContent));
  await page.locator("#found a").click();
  assert.match(await page.locator("main").innerText(), /Published by/);
  assert.deepEqual(page.faults, []);
});

test("what a page shows is verified against the ledger, and a changed page is found", { skip, timeout: 60_000 }, async () => {
  for (const path of [decision(7), `open/${food}/A02/index.html`, `en/open/${food}/A02/v1.html`]) {
    const page = await open(path);
    await page.locator("#verify").click();
    await page.waitForFunction(() => document.querySelectorAll("#verdict li").length >= 4);
    assert.doesNotMatch(await page.locator("#verdict").innerText(), /✗/, path);
    const file = join(dir, "site", path);
    const good = readFileSync(file, "utf8");
    if (path === decision(7)) {
      const picture = page.locator("#scans img");
      await picture.scrollIntoViewIfNeeded();
      await page.waitForFunction(() => document.querySelector("#scans img").naturalWidth === 320);
      assert.match(await picture.getAttribute("alt"), /检验报告 第1页/);
    }
    writeFileSync(file, good.replace(/郑公开|五千元/, "一千元"));
    await page.reload();
    await page.locator("#verify").click();
    await page.waitForFunction(() => document.querySelector("#verdict .no"));
    writeFileSync(file, good);
    assert.deepEqual(page.faults, [], path);
  }
});

test("a list is narrowed to what is looked for", { skip, timeout: 60_000 }, async () => {
  const page = await open(`open/${food}/A02/index.html#l-2`);
  await page.locator("#f").fill("增补");
  assert.equal(await page.locator("[data-row]:visible").count(), 1);
  assert.match(await page.locator("#shown").innerText(), /显示 1 项，共 3 项/);
});

test("axe finds no serious fault, on a wide screen and on a phone", { skip, timeout: 120_000 }, async () => {
  for (const viewport of [{ width: 1280, height: 800 }, { width: 360, height: 740 }]) {
    for (const path of ["index.html", "en/list/all/index.html", decision(7), decision(2), "log.html", "data/index.html", "open/index.html", `en/open/${food}/A02/index.html`]) {
      const page = await open(path, { viewport, bypassCSP: true });
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
      const serious = violations.filter((v) => ["serious", "critical"].includes(v.impact));
      assert.deepEqual(serious.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 120)}`), [], `${path} at ${viewport.width}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${path} is ${wide} px too wide at ${viewport.width}`);
      await page.close();
    }
  }
});

test("a print leaves out what is of no use on paper, and the first page is light", { skip, timeout: 60_000 }, async () => {
  const page = await open(decision(7));
  await page.emulateMedia({ media: "print" });
  for (const selector of ["nav", "footer", "#verify"]) {
    assert.equal(await page.locator(selector).isVisible(), false, selector);
  }
  assert.equal(await page.locator("#text").isVisible(), true);
  const weight = ["index.html", "site.css", "search.js", "search/index.js"].reduce((sum, name) => sum + statSync(join(dir, "site", name)).size, 0);
  assert.ok(weight < 100_000, `${weight} bytes`);
});
