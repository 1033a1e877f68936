// A first walk through the real screens in a browser. It needs the built screens and a Chromium:
//   npm run build && npm run e2e
// Without ZHIHENG_URL it starts the mock server; with it, a running sample office is used.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const built = existsSync(fileURLToPath(new URL("../dist/index.html", import.meta.url)));
const skip = !existsSync(executablePath) ? "no Chromium" : !built && !process.env.ZHIHENG_URL ? "the screens are not built" : false;
let server;
let context;
let base = process.env.ZHIHENG_URL;

before(async () => {
  if (skip) { return; }
  if (!base) {
    server = spawn(process.execPath, [fileURLToPath(new URL("../mock/server.mjs", import.meta.url)), "8799"], { stdio: ["ignore", "pipe", "inherit"] });
    base = await new Promise((resolve) => server.stdout.once("data", (line) => resolve(String(line).trim())));
  }
  context = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), "zhiheng-e2e-")), {
    executablePath, headless: true, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
});

after(async () => {
  await context?.close();
  server?.kill();
});

test("a reviewer signs in, finds the task and opens the case by keyboard", { skip, timeout: 30_000 }, async () => {
  const page = await context.newPage();
  const failures = [];
  page.on("pageerror", (error) => failures.push(error.message));
  await page.goto(base);
  await page.locator(".sample-people button").nth(3).click();
  await page.locator("table.rows tbody tr").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/cases\//);
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await page.waitForURL(/\/cases$/);
  assert.deepEqual(failures, []);
});

test("what a reviewer marks and types is kept", { skip: skip || Boolean(process.env.ZHIHENG_URL), timeout: 30_000 }, async () => {
  const page = await context.newPage();
  await page.goto(`${base}/reviews/r0`);
  await page.locator(".desk-chosen").waitFor();
  await page.locator(".paper-item").first().waitFor();
  const id = await page.locator(".desk-chosen .desk-id").textContent();
  await page.keyboard.press("2");
  const words = "笔录缺少第二名执法人员签名，须补正后再送";
  await page.keyboard.type(words, { delay: 5 });
  await page.keyboard.press("Escape");
  await page.waitForTimeout(1200);
  await page.reload();
  const row = page.locator(".desk-item", { has: page.locator(".desk-id", { hasText: new RegExp(`^${id}$`) }) });
  await row.locator(".desk-row").click();
  assert.equal(await row.locator("textarea").inputValue(), words);
});
