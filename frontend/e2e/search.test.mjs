// Search through the real screens: what was imported is found and narrowed down, a hit opens at its page, a list is searched at once, synonyms
// work from the moment they are saved, and a restricted case is not there for others.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Office, skip, Visitor } from "./office.mjs";

let office;
let visitor;

const papers = {
  甲: { "现场检查笔录.txt": "现场检查笔录\n检查时间：2026年3月4日\n货架上有超过保质期的酸奶。\n" + "现场其他情况。\n".repeat(400) + "\f清点：鸀鳿牌酸奶二十四盒。", "询问笔录.txt": "询问笔录\n问：酸奶何时进货？\n答：一月进货。" },
  乙: { "现场检查笔录.txt": "现场检查笔录\n检查时间：2026年4月9日\n冷柜内有过期鱼丸。" },
};

before(async () => {
  if (skip) { return; }
  office = await Office.begin();
  const link = await office.serve();
  visitor = await Visitor.begin(office, "zh");
  visitor.expect("GET /api/session 401"); // nobody is signed in at first
  await visitor.page.goto(link);
  await visitor.become("lin", "/cases");
  for (const [name, files] of Object.entries(papers)) {
    const folder = join(office.dir, name);
    mkdirSync(folder);
    for (const [file, text] of Object.entries(files)) { writeFileSync(join(folder, file), text); }
    const made = await visitor.must("POST", "/api/imports", { path: folder, name });
    await until(async () => (await visitor.must("GET", `/api/imports/${made.id}`)).state === "done");
  }
  await until(async () => (await visitor.must("GET", "/api/search?q=%E7%AC%94%E5%BD%95")).total === 3);
});

after(async () => {
  await visitor?.end();
  await office?.end();
});

async function until(met) {
  for (let n = 0; n < 450; n++) {
    if (await met()) { return; }
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  assert.fail("it did not come about");
}

const search = (q) => `/search?q=${encodeURIComponent(q)}`;

test("a search is narrowed down, and a hit opens at its page", { skip, timeout: 60_000 }, async () => {
  const { page } = visitor;
  await visitor.become("mei", search("酸奶"));
  await page.locator("mark").first().waitFor();
  assert.equal(await page.locator(".hit").count(), 2);
  await page.locator(".facet", { hasText: "询问" }).first().click();
  await page.waitForFunction(() => document.querySelectorAll(".hit").length === 1);
  await visitor.picture("search-facet");
  await visitor.go(search("鸀鳿"));
  await page.locator(".hit a").first().click();
  await page.waitForURL(/\/papers\/.*page=[2-9]/, { waitUntil: "commit" });
  await page.getByText("鸀鳿", { exact: false }).first().waitFor();
  visitor.fine();
});

test("a list is searched line by line", { skip, timeout: 60_000 }, async () => {
  const { page } = visitor;
  await visitor.become("mei", "/search/batch");
  await page.locator("textarea").fill("鱼丸\n没有这个词");
  await page.locator("form button[type=submit], .ant-btn-primary").first().click();
  await page.getByText("没有这个词").last().waitFor();
  await page.locator("table a[href*='/papers/']").first().waitFor();
  await visitor.picture("search-batch");
  visitor.fine();
});

test("synonyms find each other once they are saved", { skip, timeout: 60_000 }, async () => {
  const { page } = visitor;
  await visitor.become("fang", search("过期"));
  await page.locator(".hit").first().waitFor();
  assert.equal(await page.locator(".hit").count(), 1);
  await visitor.go("/settings");
  await page.getByLabel("检索同义词").fill("过期 超过保质期");
  await page.getByLabel("检索同义词").locator("xpath=ancestor::section[1]").locator(".ant-btn-primary").click();
  await page.getByText("同义词已保存").first().waitFor();
  await visitor.picture("settings-synonyms");
  await visitor.go(search("过期"));
  await page.waitForFunction(() => document.querySelectorAll(".hit").length === 2);
  visitor.fine();
});

test("a restricted case is not there for others", { skip, timeout: 60_000 }, async () => {
  const { page } = visitor;
  await visitor.become("lin", search("鱼丸"));
  const [hit] = (await visitor.must("GET", `/api${search("鱼丸")}`)).hits;
  await visitor.go(`/cases/${hit.case}`);
  await page.getByRole("button", { name: /一般/ }).click();
  await page.locator(".ant-modal .ant-select").first().click();
  await page.locator(".ant-select-item-option", { hasText: "未成年人" }).click();
  await page.locator(".ant-modal textarea").fill("当事人为未成年人");
  await page.locator(".ant-modal .ant-btn-primary").click();
  await page.locator(".case-line", { hasText: "限制知悉" }).waitFor();
  await visitor.picture("case-restricted");
  visitor.expect("GET /api/cases/* 404", "GET /api/papers/* 404");
  await visitor.become("mei", search("鱼丸"));
  await page.getByText("没有", { exact: false }).first().waitFor();
  assert.equal(await page.locator(".hit").count(), 0);
  await visitor.go(`/cases/${hit.case}`);
  await page.getByText("没有这个案件").waitFor();
  await visitor.go("/cases");
  await page.locator("table.rows tbody tr").first().waitFor();
  assert.equal(await page.locator("table.rows tbody tr").count(), 1);
  visitor.fine();
});

test("folders beside each other become cases of their own", { skip, timeout: 60_000 }, async () => {
  const { page } = visitor;
  const heap = join(office.dir, "旧卷");
  for (const name of ["丙案", "丁案", "戊案"]) {
    mkdirSync(join(heap, name), { recursive: true });
    writeFileSync(join(heap, name, "现场检查笔录.txt"), `现场检查笔录\n${name}`);
  }
  await visitor.become("lin", "/cases");
  const before = (await visitor.must("GET", "/api/cases")).total;
  await page.locator("table.rows tbody tr").first().waitFor();
  await visitor.drop(heap);
  await page.locator(".ant-modal-confirm-title").waitFor();
  await page.locator(".ant-modal").getByText("戊案").click();
  await visitor.picture("import-heaps");
  await page.locator(".ant-modal .ant-btn-primary").click();
  await until(async () => (await visitor.must("GET", "/api/cases")).total === before + 2);
  await until(async () => (await visitor.must("GET", `/api${search("丙案")}`)).total === 1);
  visitor.fine();
});

test("a collection is imported, searched apart, opened and removed", { skip, timeout: 90_000 }, async () => {
  const { page } = visitor;
  const file = join(office.dir, "邻市.jsonl");
  writeFileSync(file, '{"title":"云港市某超市经营过期酸奶案","text":"当事人经营超过保质期的酸奶十二盒","no":"云港市监处罚〔2024〕3号","fine":5000}\n{"text":" "}\n');
  await visitor.become("he", "/collections");
  await page.getByText("还没有案例集").waitFor();
  await visitor.picture("collections-none");
  await page.locator("main .ant-btn-primary, .ant-btn-primary").first().click();
  await page.locator(".ant-modal input[type=file]").setInputFiles(file);
  await page.getByLabel("来源", { exact: true }).fill("云港市市场监督管理局网站");
  await visitor.picture("collections-import");
  await page.locator(".ant-modal-footer .ant-btn-primary").click();
  await page.getByText("已导入 1 件").waitFor();
  await page.locator(".ant-modal-footer .ant-btn-primary").click();
  await until(async () => (await visitor.must("GET", "/api/search?q=%E9%85%B8%E5%A5%B6&scope=collections")).total === 1);
  await visitor.go(`${search("酸奶")}&scope=collections`);
  await page.locator(".hit-title").first().click();
  await page.getByText("不是本单位的案件", { exact: false }).waitFor();
  await visitor.picture("collections-document");
  await visitor.go("/similar");
  await page.locator("textarea").fill("商店经营超过保质期的酸奶");
  await page.locator("form button[type=submit]").click();
  await page.getByText("其他机关公开的决定").waitFor();
  await visitor.picture("collections-similar");
  await visitor.go("/collections");
  await page.getByRole("button", { name: "移 除" }).or(page.getByRole("button", { name: "移除" })).first().click();
  await page.getByLabel("移除理由").fill("过时");
  await page.locator(".ant-modal-footer .ant-btn-primary, .ant-modal-footer .ant-btn-dangerous").last().click();
  await page.getByText("还没有案例集").waitFor();
  assert.equal((await visitor.must("GET", "/api/search?q=%E9%85%B8%E5%A5%B6&scope=collections")).total, 0);
  visitor.fine();
});

test("an import is restricted before its first file comes in", { skip, timeout: 60_000 }, async () => {
  const { page } = visitor;
  const folder = join(office.dir, "丙");
  mkdirSync(folder);
  writeFileSync(join(folder, "询问笔录.txt"), "询问笔录\n问：齉是哪一年出生的？");
  await visitor.become("lin", "/imports");
  await page.locator("button", { hasText: "导入" }).first().click();
  await page.getByText("导入为限制知悉的案件").click();
  await page.locator(".ant-modal .ant-select").click();
  await page.locator(".ant-select-item-option").first().click();
  await page.locator(".ant-modal textarea").fill("涉及未成年人");
  await visitor.picture("import-restricted");
  const choosing = page.waitForEvent("filechooser");
  await page.locator(".ant-modal-footer .ant-btn-primary").click();
  await (await choosing).setFiles(folder);
  await until(async () => (await visitor.must("GET", "/api/search?q=%E9%BD%89")).total === 1);
  await visitor.become("mei", "/cases");
  assert.equal((await visitor.must("GET", "/api/search?q=%E9%BD%89")).total, 0);
  visitor.fine();
});
