// Takes a picture of every screen in both languages against the mock server: node mock/shots.mjs [name…]  → $SHOTS (default /tmp/zhiheng-shots)
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { screens } from "./screens.mjs";

const out = process.env.SHOTS ?? join(tmpdir(), "zhiheng-shots");
const wanted = process.argv.slice(2);
const languages = (process.env.LANGS ?? "zh,en").split(",");
const [width, height] = (process.env.SIZE ?? "1440x900").split("x").map(Number);
mkdirSync(out, { recursive: true });

const start = (port, mode) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [fileURLToPath(new URL("server.mjs", import.meta.url)), String(port)], { env: { ...process.env, MOCK: mode }, stdio: ["ignore", "pipe", "inherit"] });
    child.stdout.once("data", () => resolve(child));
  });

const chosen = screens.filter((s) => wanted.length === 0 || wanted.some((w) => s.name.startsWith(w)));
const modes = [...new Set(chosen.map((s) => s.mode ?? ""))];
const servers = await Promise.all(modes.map((mode, i) => start(8791 + i, mode)));
const context = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), "chrome-")), {
  executablePath: "/usr/bin/chromium", headless: true, viewport: { width, height },
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
let failures = 0;
try {
  for (const language of languages) {
    for (const screen of chosen) {
      const base = `http://127.0.0.1:${8791 + modes.indexOf(screen.mode ?? "")}`;
      await context.clearCookies();
      const page = await context.newPage();
      page.on("pageerror", (e) => { failures += 1; console.log(`${screen.name} ${language}: ${e.message}`); });
      page.on("console", (m) => { if (["error", "warning"].includes(m.type()) && !/401|400|404|422/.test(m.text())) { console.log(`${screen.name} ${language}: ${m.text().slice(0, 300)}`); } });
      await page.addInitScript((l) => localStorage.setItem("zhiheng.language", l), language);
      if (screen.as) {
        await page.request.post(`${base}/api/session`, { data: { username: screen.as, password: "x" } });
      }
      await page.goto(base + screen.path);
      await page.waitForTimeout(screen.wait ?? 900);
      try {
        await screen.act?.(page, language);
      } catch (error) {
        failures += 1;
        console.log(`${screen.name} ${language}: ${String(error).slice(0, 300)}`);
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      if (wide) { console.log(`${screen.name} ${language}: wider than the window`); }
      await page.screenshot({ path: join(out, `${screen.name}.${language}.png`) });
      await page.close();
    }
  }
} finally {
  await context.close();
  servers.forEach((s) => s.kill());
}
console.log(`${chosen.length * languages.length} pictures in ${out}, ${failures} failures`);
