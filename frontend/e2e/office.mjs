// Starts the real program over an office of its own in a temporary folder, and a browser to look at it.
import assert from "node:assert/strict";
import { execFile, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

export const password = "Quzou-Bai-88";
const pictures = fileURLToPath(new URL("../../test-results/", import.meta.url));
const program = process.env.ZHIHENG_BINARY ?? fileURLToPath(new URL("../../build/bin/zhiheng", import.meta.url));

function which(...names) {
  for (const name of names) {
    try {
      return execFileSync("which", [name], { encoding: "utf8" }).trim();
    } catch {
      // The next name may be known.
    }
  }
  return undefined;
}

const browser = process.env.CHROMIUM ?? which("chromium", "chromium-browser", "google-chrome");

/** skip says why the walk cannot be made here, or is false. */
export const skip = !browser ? "no Chromium" : !existsSync(program) ? `no program at ${program}: make build` : false;

const people = [
  "anquan:安一:security_admin", "guan:管二:system_admin", "lin:林三:handler", "mei:梅四:handler", "he:何五:reviewer:law", "fang:方六:chief:law", "jiang:江七:leader", "rong:容八:publisher+leader", "shen:沈九:auditor",
];

/** Office is the program while it serves a folder. */
export class Office {
  static async begin() {
    const office = new Office();
    office.dir = mkdtempSync(join(tmpdir(), "zhiheng-e2e-"));
    office.data = join(office.dir, "office");
    office.out = join(office.dir, "公示");
    await office.run("init", "--office", "云汀县市场监督管理局", "--code", "11320681014381238G", "--word", "云市监", ...people.flatMap((p) => ["--person", p]));
    return office;
  }

  /** serve begins to serve and returns the link that lets a browser in. */
  async serve() {
    this.process = spawn(program, ["--data", this.data, "serve", "--listen", "127.0.0.1:0", "--json"], { stdio: ["ignore", "pipe", "pipe"], env: this.env() });
    this.said = "";
    this.process.stderr.on("data", (data) => { this.said += data; });
    const [line] = await Promise.race([
      new Promise((resolve) => createInterface({ input: this.process.stdout }).once("line", (text) => resolve([text]))),
      new Promise((_, reject) => this.process.once("exit", (code) => reject(new Error(`serve ended with ${code}: ${this.said}`)))),
    ]);
    const { address, link } = JSON.parse(line);
    this.address = address;
    return link;
  }

  async stop() {
    if (this.process && this.process.exitCode === null) {
      const ended = new Promise((resolve) => this.process.once("exit", resolve));
      this.process.kill("SIGTERM");
      await ended;
    }
    this.process = undefined;
  }

  env() {
    return { ...process.env, ZHIHENG_PASSWORD: password, LANG: "zh_CN.UTF-8" };
  }

  /** run runs a command of the program and returns its exit code and what it said. */
  async run(...args) {
    try {
      const { stdout, stderr } = await promisify(execFile)(program, ["--data", this.data, ...args], { env: this.env() });
      return { code: 0, stdout, stderr };
    } catch (error) {
      if (typeof error.code !== "number") { throw error; }
      return { code: error.code, stdout: error.stdout, stderr: error.stderr };
    }
  }

  async end() {
    await this.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** Visitor is a browser window of one person at a time, which remembers everything that must not happen. */
export class Visitor {
  static async begin(office, language) {
    const visitor = new Visitor();
    visitor.office = office;
    visitor.language = language;
    visitor.wrong = [];
    visitor.expected = [];
    visitor.context = await chromium.launchPersistentContext(join(office.dir, `browser-${language}`), {
      executablePath: browser, headless: true, viewport: { width: 1366, height: 768 }, acceptDownloads: true,
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });
    visitor.page = visitor.context.pages()[0] ?? await visitor.context.newPage();
    visitor.page.setDefaultTimeout(15_000);
    visitor.watch();
    return visitor;
  }

  /** watch notes errors of the page, of the console and of the server, and every request to another host. */
  watch() {
    const { page } = this;
    page.on("pageerror", (error) => this.wrong.push(`page: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error" && !/Failed to load resource/.test(message.text())) { this.wrong.push(`console: ${message.text()}`); }
    });
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.origin !== this.office.address) { this.wrong.push(`another host: ${request.url()}`); }
    });
    page.on("response", (response) => {
      const { pathname } = new URL(response.url());
      const said = `${response.request().method()} ${pathname.replace(/\/[a-z]-[a-z0-9]+/g, "/*")} ${response.status()}`;
      if (response.status() >= 400 && !this.expected.includes(said)) { this.wrong.push(`answer: ${said}`); }
    });
  }

  /** expect says that an answer with an error is part of the walk. */
  expect(...answers) {
    this.expected.push(...answers);
  }

  /** fine fails the test if something happened that must not. */
  fine() {
    const wrong = this.wrong.splice(0);
    assert.deepEqual(wrong, []);
  }

  /** call asks the server from within the page, as the page's own scripts do. */
  call(method, path, body) {
    return this.page.evaluate(async ([verb, address, data]) => {
      const answer = await fetch(address, { method: verb, headers: data === undefined ? {} : { "Content-Type": "application/json" }, body: data === undefined ? undefined : JSON.stringify(data) });
      const text = await answer.text();
      return { status: answer.status, body: text === "" ? undefined : JSON.parse(text) };
    }, [method, path, body]);
  }

  /** must asks and fails on any error. */
  async must(method, path, body) {
    const answer = await this.call(method, path, body);
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** signIn signs a person in by the form of the sign-in screen. */
  async signIn(username, typed = password) {
    const { page } = this;
    await page.locator("#username").fill(username);
    await page.locator("#password").fill(typed);
    await page.locator("button[type=submit]").click();
  }

  /** become changes who sits at the window, and opens a screen. */
  async become(username, path) {
    await this.page.goto(`${this.office.address}/enter.js`); // a page of the program that asks nothing by itself
    if ((await this.context.cookies()).some((c) => c.name.startsWith("zhiheng_session"))) { await this.call("DELETE", "/api/session"); }
    await this.must("POST", "/api/session", { username, password });
    await this.go(path);
  }

  async go(path) {
    await this.page.goto(this.office.address + path);
  }

  /** picture keeps a picture of the window for a person to look at. */
  async picture(name) {
    mkdirSync(pictures, { recursive: true });
    await this.page.waitForTimeout(350);
    await this.page.screenshot({ path: join(pictures, `${name}.${this.language}.png`) });
    const wide = await this.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${name} is ${wide} pixels wider than the window`);
  }

  /** drop drops a folder of this machine on the middle of the window. */
  async drop(folder) {
    const cdp = await this.context.newCDPSession(this.page);
    const data = { items: [], files: [folder], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"]) {
      await cdp.send("Input.dispatchDragEvent", { type, x: 700, y: 400, data });
    }
    await cdp.detach();
  }

  async end() {
    await this.context.close();
  }
}
