// A scan goes out with a decision: boxes on its page by keyboard and by mouse, taken back, approved by a second person who sees the
// finished page, and published. In Chinese, over a small sample office.
import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Office, skip, Visitor } from "./office.mjs";

describe("a scan at the redaction desk", { skip, concurrency: 1, timeout: 240_000 }, () => {
  let office;
  let visitor;
  let page;
  let desk;
  let paper;

  const become = async (username, path) => {
    await page.goto(`${office.address}/enter.js`);
    if ((await visitor.context.cookies()).some((c) => c.name.startsWith("zhiheng_session"))) { await visitor.call("DELETE", "/api/session"); }
    await visitor.must("POST", "/api/session", { username, password: "Yunting-2026" });
    await visitor.go(path);
  };
  const button = (name) => page.getByRole("button", { name, exact: true });
  const disclosure = () => visitor.must("GET", `/api${desk}`);
  const saved = async (count) => {
    await page.locator("[data-saving=saved]").waitFor();
    await page.waitForFunction((n) => document.querySelectorAll("[data-cover]").length === n, count);
    assert.equal((await disclosure()).scans[0].covers.length, count);
  };
  let begun = 0;

  before(async () => {
    office = new Office();
    office.dir = mkdtempSync(join(tmpdir(), "zhiheng-scans-"));
    office.data = join(office.dir, "office");
    const made = await office.run("sample", "--cases", "6");
    assert.equal(made.code, 0, made.stderr);
    visitor = await Visitor.begin(office, "zh");
    ({ page } = visitor);
    visitor.expect("GET /api/session 401");
    await page.goto(await office.serve());
    await become("baiyun", "/disclosures");
    const { disclosures } = await visitor.must("GET", "/api/disclosures");
    desk = `/disclosures/${disclosures.find((d) => d.case_title.includes("水土保持")).id}`;
    await visitor.go(desk);
  });

  after(async () => {
    await visitor?.end();
    await office?.end();
  });

  test("a paper is taken along, and what must be covered is proposed where text can be read", async () => {
    await button("加入图像材料").click();
    await page.getByRole("combobox", { name: "选择材料" }).click();
    await page.locator(".ant-select-item-option", { hasText: "占地测量报告" }).click();
    await page.locator(".ant-modal").getByRole("button", { name: "加入图像材料" }).click();
    await page.locator("[data-finished]").waitFor({ timeout: 60_000 });
    const { scans: [scan], can_read } = await disclosure();
    paper = scan.paper.id;
    begun = scan.covers.length;
    if (can_read) { assert.ok(scan.covers.some((c) => /^1\d{10}$/.test(c.original)), JSON.stringify(scan.covers.map((c) => c.original))); }
    await visitor.picture("scan-desk");
  });

  test("a box is drawn by the keyboard, another by the mouse, and taken back", async () => {
    await page.locator(".sheet img[data-ready]").waitFor();
    await page.keyboard.press("m");
    await page.locator(".page-mark-draft").waitFor();
    for (let i = 0; i < 12; i += 1) { await page.keyboard.press("ArrowDown"); }
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Enter");
    await page.locator(".new-mask").waitFor();
    await page.keyboard.press("Enter");
    await saved(begun + 1);
    const sheet = await page.locator(".sheet img").boundingBox();
    await page.mouse.move(sheet.x + sheet.width * 0.62, sheet.y + 40);
    await page.mouse.down();
    await page.mouse.move(sheet.x + sheet.width * 0.8, sheet.y + 90, { steps: 4 });
    await page.mouse.up();
    await page.locator(".new-mask").waitFor();
    await visitor.picture("scan-box");
    await button("遮盖 Enter").click();
    await saved(begun + 2);
    await page.keyboard.press("Control+z");
    await saved(begun + 1);
    await page.reload();
    await page.locator(".mask-documents label", { hasText: "占地测量报告" }).click();
    await page.waitForFunction((n) => document.querySelectorAll("[data-cover]").length === n, begun + 1);
    visitor.fine();
  });

  test("what must be covered is left open with a reason alone", async () => {
    const must = page.locator(".mask-row", { has: page.locator(".two-way") }).first();
    if (await must.count() === 0) { return; } // nothing can be read on this machine
    await must.getByRole("radio", { name: "不遮盖" }).click();
    const ok = page.locator(".ant-modal .ant-btn-primary");
    assert.ok(await ok.isDisabled());
    await page.keyboard.press("Escape");
    await saved(begun + 1);
  });

  test("a second person sees the finished page and approves, and it is published black where it is covered", async () => {
    await button("提交审批").click();
    await page.getByText("待审批", { exact: true }).first().waitFor({ timeout: 60_000 });
    await become("jianghe", desk);
    await page.locator(".mask-documents label", { hasText: "占地测量报告" }).click();
    await page.waitForFunction(() => document.querySelector("[data-finished]")?.naturalWidth > 0);
    await visitor.picture("scan-approver");
    await button("批准公示").click();
    const { scans: [scan] } = await disclosure();
    if (scan.finished.some((f) => !f.read)) {
      await page.getByRole("checkbox", { name: "已逐页查看" }).check();
      await page.locator(".ant-modal .ant-btn-primary").click();
    }
    await page.getByText("已批准", { exact: true }).first().waitFor();
    await become("weilan", "/settings");
    await visitor.must("PUT", "/api/settings", { ...(await visitor.must("GET", "/api/settings")), publish_folder: join(office.dir, "公示") });
    await become("baiyun", desk);
    await button("公示本件").click();
    let now;
    for (let i = 0; i < 60 && now?.state !== "published"; i += 1) {
      await page.waitForTimeout(1000);
      now = await disclosure();
    }
    assert.equal(now.state, "published", JSON.stringify(await visitor.must("GET", "/api/jobs")));
    const picture = now.files.find((f) => f.name.endsWith("-1-1.jpg"));
    const own = now.scans[0].covers.find((c) => c.by === "person");
    const [black, light] = await page.evaluate(async ([url, box]) => {
      const drawn = await createImageBitmap(await (await fetch(url)).blob());
      const canvas = new OffscreenCanvas(drawn.width, drawn.height).getContext("2d");
      canvas.drawImage(drawn, 0, 0);
      const at = (x, y) => canvas.getImageData((x * drawn.width) / 10_000, (y * drawn.height) / 10_000, 1, 1).data[0];
      return [at(box.x + box.width / 2, box.y + box.height / 2), at(9900, 100)];
    }, [`/api${desk}/files/${encodeURIComponent(picture.name)}`, own.region]);
    assert.ok(black < 20 && light > 200, `${black} under the box, ${light} beside it`);
    assert.ok(paper);
    visitor.fine();
  });
});
