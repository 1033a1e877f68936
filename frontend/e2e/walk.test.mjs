// The whole way of a case through the real program, as its people meet it, in Chinese and again in English:
//   npm run build && (cd .. && go build -trimpath -o build/bin/zhiheng .) && npm run e2e
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { inflateRawSync } from "node:zlib";
import { dossier } from "./files.mjs";
import { Office, password, skip, Visitor } from "./office.mjs";

const year = new Date().getFullYear();
const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(new Date());
const personal = /周不存|320681198503121237|13812345678/;

/** facts are what the handlers enter beside what was read in the papers. */
const facts = {
  "p.type": "entity", "p.addr": "云汀县望江镇东风路9号", "p.id_no": null, "c.cause": "虚假宣传", "c.region": "320681", "c.domain": "market",
  "c.facts": "当事人在宣传册中称其产品可以治疗疾病，没有依据。负责人周不存（身份证号320681198503121237，电话13812345678）予以承认。",
  "x.kinds": ["010103"], "x.factor": "normal", "x.basis_id": "YT-2024-017", "x.valid_to": "2099-12-31", "d.D02.approved_by": "江七", "d.D27.payee": "云汀县非税收入汇缴专户",
};
const notice = { "d.D21.penalty": "罚款120000元", "d.D21.facts": "虚假宣传", "d.D21.reasons": "违法", "d.D21.basis": "反不正当竞争法第二十条", "d.D21.rights": true, "d.D21.hearing": true, "d.D21.fine": 12000000 };

for (const [language, other] of [["zh", "English"], ["en", "中文"]]) {
  const t = (zh, en) => (language === "zh" ? zh : en);

  describe(`a case from a folder to the public, ${language}`, { skip, concurrency: 1, timeout: 240_000 }, () => {
    let office;
    let visitor;
    let page;
    let id; // of the first case
    let review;

    const button = (zh, en, within = page) => within.getByRole("button", { name: t(zh, en) });
    const step = (name) => page.locator(".line-list > li", { hasText: name }).getByRole("button", { name: t("办理", "Do it"), exact: true });

    /** answer presses the button of the dialogue that has opened, and waits until it is gone. */
    const answer = async (zh, en) => {
      const dialogue = page.locator(".ant-modal:not([class*=zoom])");
      await dialogue.getByRole("button", { name: t(zh, en), exact: true }).click();
      await page.locator(".ant-modal").waitFor({ state: "detached" }).catch(async (error) => {
        await visitor.picture("99-stuck");
        throw new Error(`${error.message}\n${visitor.wrong.join("\n")}`);
      });
    };

    before(async () => {
      office = await Office.begin();
      visitor = await Visitor.begin(office, language);
      page = visitor.page;
      await page.goto(await office.serve());
    });

    after(async () => {
      await visitor?.end();
      await office?.end();
    });

    test("a wrong password is told, the right one lets in, the language is chosen", async () => {
      visitor.expect("GET /api/session 401", "POST /api/session 401", "DELETE /api/session 401");
      await page.locator("#username").waitFor();
      if (language === "en") { await button("English", "English").or(page.locator("button[lang=en]")).first().click(); }
      await page.locator(`button[lang="${language === "zh" ? "en" : "zh-CN"}"]`, { hasText: other }).waitFor();
      await visitor.signIn("lin", "wrong-Password-1");
      await page.getByText(t("用户名或密码不正确", "the username or the password is wrong")).waitFor();
      await visitor.picture("01-sign-in");
      await visitor.signIn("lin");
      await page.locator("nav").first().waitFor();
      await page.locator("nav").getByText(t("案件", "Cases"), { exact: true }).click();
      await page.getByText(t("还没有案件", "No cases yet")).waitFor();
      visitor.fine();
    });

    test("a folder dropped on the window becomes a case; what cannot be read is named with its reason", async () => {
      await visitor.drop(dossier(office.dir, "青禾食品虚假宣传", "云汀县青禾食品有限公司", 3));
      const tray = page.locator(".tray-card");
      await tray.waitFor();
      await tray.getByRole("link").click();
      await page.waitForURL(/\/imports\//);
      await page.locator("h1, .page-head").getByText(t("已完成", "done"), { exact: true }).waitFor({ timeout: 60_000 });
      const broken = page.locator("table.rows tbody tr", { hasText: "12 坏文件.pdf" });
      assert.match(await broken.innerText(), new RegExp(t("读不出来", "unreadable")));
      assert.ok((await broken.locator("td").last().innerText()).length > 4, "the reason is missing");
      assert.equal(await page.locator("table.rows tbody tr").count(), 13);
      await visitor.picture("02-import");
      const { cases } = await visitor.must("GET", "/api/cases");
      assert.equal(cases.length, 1);
      id = cases[0].id;
      await page.locator(`a[href="/cases/${id}/papers"]`).click();
      await page.locator(".paper-item").first().waitFor();
      assert.equal(await page.locator(".paper-item").count(), 13);
      await page.locator('.paper-item[title*="D06"]').click();
      await page.locator(".paper-text", { hasText: "由我公司自行制作，写了可以治疗疾病" }).waitFor();
      const why = await page.locator(`.paper-head [title*="${t("归类理由", "Why this class")}"]`).getAttribute("title");
      assert.ok(why.length > t("归类理由：", "Why this class: ").length + 3, why);
      await visitor.picture("03-papers");
      await button("确认类别", "Confirm class").click();
      await button("确认类别", "Confirm class").waitFor({ state: "detached" });
      visitor.fine();
    });

    test("what was read is confirmed by a person; the major rule shows its facts, and what review still needs is listed", async () => {
      await visitor.go(`/cases/${id}`);
      const proposals = page.locator(".proposal");
      await proposals.first().waitFor();
      await visitor.picture("04-proposals");
      for (let left = await proposals.count(); left > 0;) {
        const all = button("全部采用", "Accept all");
        await (await all.count() > 0 ? all.first() : proposals.first().getByRole("button", { name: t("采用", "Accept"), exact: true })).click();
        await page.waitForFunction((n) => document.querySelectorAll(".proposal").length < n, left);
        left = await proposals.count();
      }
      await page.getByText("91320681MA1ABCD2XX").first().waitFor();
      const { people } = await visitor.must("GET", "/api/people");
      const handlers = people.filter((p) => p.roles.includes("handler")).map((p) => p.id);
      await visitor.must("PUT", `/api/cases/${id}/handlers`, { handlers });
      await visitor.must("PUT", `/api/cases/${id}/fields`, { fields: facts });
      const titled = (title) => page.locator(".panel", { has: page.locator(".panel-head, header, h2", { hasText: title }) }).last();
      const panel = titled(t("重大执法决定", "Major decision"));
      await panel.getByText(/12万元|120,000/).first().waitFor();
      const materials = titled(t("材料完备", "Materials"));
      await materials.locator(".tone-red").first().waitFor();
      assert.match(await materials.innerText(), new RegExp(t("缺 \\d+ 项", "missing")));
      await panel.scrollIntoViewIfNeeded();
      await visitor.picture("05-major");
      visitor.fine();
    });

    test("before the pass the decision is refused on the screen, by the server and by the command line", async () => {
      await visitor.become("jiang", `/cases/${id}/decision`);
      await page.getByText(t("暂不能作出决定", "The decision may not be issued yet")).first().waitFor();
      assert.ok(await button("作出决定", "Issue the decision").isDisabled());
      await page.getByText("行政处罚法第五十八条").first().waitFor();
      await visitor.picture("06-refused");
      visitor.expect("POST /api/cases/*/decision 422", "POST /api/cases/*/decision 409");
      const refusal = await visitor.call("POST", `/api/cases/${id}/decision`, {});
      assert.ok(refusal.status >= 400 && refusal.status < 500, `${refusal.status} ${JSON.stringify(refusal.body)}`);
      assert.equal(refusal.body.article, "行政处罚法第五十八条");
      visitor.fine();
      await page.goto("about:blank"); // the window would rightly say that it has lost the program
      await office.stop();
      const said = await office.run("decide", id, "--as", "jiang");
      assert.equal(said.code, 3);
      assert.match(said.stderr, /行政处罚法第五十八条/);
      await page.goto(await office.serve());
      visitor.fine();
    });

    test("the case walks to legal review, each step by whom the law names", async () => {
      const by = async (username, names) => {
        await visitor.become(username, `/cases/${id}`);
        for (const name of names) {
          await step(name).click();
          await answer("办理", "Do it");
        }
      };
      await by("jiang", [t(/^立案/, /^File the case/)]);
      await by("lin", [t("开始调查", "Begin the investigation"), t("调查终结", "Conclude the investigation")]);
      await visitor.must("PUT", `/api/cases/${id}/fields`, { fields: notice });
      await by("lin", [t(/^告知/, "Notify the party")]);
      await visitor.must("PUT", `/api/cases/${id}/fields`, { fields: { "d.D21.served_on": "2026-03-03", "c.waived": true } });
      await by("lin", [t("申辩复核", "Examine the defence")]);
      for (const code of ["R01", "D27"]) {
        await visitor.go(`/cases/${id}/papers`);
        await button("起草文书", "Draft a paper").click();
        await page.locator(`.ant-dropdown-menu-item[data-menu-id$="-${code}"]`).click();
        await page.locator(`.paper-head [title^="${code}"]`).waitFor();
      }
      await visitor.picture("07-draft");
      await visitor.go(`/cases/${id}/review`);
      await button("送请审核", "Submit for review").click();
      await visitor.picture("08-submit");
      await page.locator(".ant-modal").getByRole("button", { name: t("送请审核", "Submit for review") }).click();
      await page.waitForURL(/\/reviews\//);
      review = new URL(page.url()).pathname;
      visitor.fine();
    });

    test("whoever handles the case may not judge it and sees why; the reviewer judges all 63 points by keyboard", async () => {
      await page.locator(".desk-item").first().waitFor();
      assert.equal(await page.locator(".desk-item").count(), 63);
      assert.equal(await button("出具意见", "Give opinion", page.locator(".desk-head")).count(), 0);
      await page.locator(".desk-progress").getByText(t("只读", "Read only")).waitFor();
      await visitor.picture("09-desk-handler");
      visitor.expect("PUT /api/reviews/*/items/P01 403");
      assert.equal((await visitor.call("PUT", `/api${review}/items/P01`, { finding: "met", remark: "", proofs: [] })).status, 403);
      await visitor.become("fang", review);
      await button("分派", "Assign", page.locator(".desk-head")).click();
      await page.locator(".ant-modal").getByRole("radio", { name: /何五/ }).click();
      await answer("分派", "Assign");
      await visitor.become("he", review);
      await page.locator(".desk-chosen").waitFor();
      await visitor.picture("10-desk");
      for (let i = 0; i < 63; i += 1) { await page.keyboard.press("1"); }
      await page.locator(".desk-progress").getByText(/63 (\/|of) 63/).waitFor();
      await page.locator(".desk-progress").getByText(t("已保存", "Saved"), { exact: true }).waitFor({ timeout: 60_000 });
      const saved = await visitor.must("GET", `/api${review}`);
      assert.equal(saved.items.filter((i) => i.finding === "met").length, 63);
      await page.keyboard.press("e");
      if (saved.items.some((i) => i.class === "A" && i.machine.result === "not_met")) { // found met against the program: a reason is asked for
        await page.getByLabel(t("同一理由写入以上各项", "One reason for all of them")).fill(t("已核对原件", "Checked against the originals"));
        await visitor.picture("10-against");
        await page.keyboard.press("Enter");
        await page.getByLabel(t("同一理由写入以上各项", "One reason for all of them")).waitFor({ state: "detached" });
      }
      await page.locator(".choice", { hasText: "O1" }).click();
      await page.locator(".ant-modal textarea").fill("事实清楚，证据确凿，程序合法，同意。");
      await visitor.picture("11-opinion");
      await answer("提交意见", "Propose opinion");
      await visitor.become("fang", review);
      await button("签发", "Sign", page.locator(".desk-head")).click();
      await answer("签发", "Sign");
      await page.locator(".desk-head").getByText(t("同意", "Agree"), { exact: true }).waitFor();
      await visitor.picture("12-signed");
      visitor.fine();
    });

    test("one word changed in the draft voids the pass: the change is shown, the decision refused; put back, it holds again", async () => {
      await visitor.become("lin", `/cases/${id}/papers`);
      const papers = (await visitor.must("GET", `/api/cases/${id}`)).papers;
      const draft = papers.find((p) => p.code === "D27");
      await visitor.go(`/cases/${id}/papers/${draft.id}`);
      const edit = async (from, to) => {
        await button("编辑草稿", "Edit draft").click();
        const area = page.locator(".draft-editor textarea");
        await area.fill((await area.inputValue()).replace(from, to));
        await page.keyboard.press("Control+s");
        await area.waitFor({ state: "detached" });
      };
      await edit("按一般情形处罚", "按从重情形处罚");
      await visitor.go(`/cases/${id}/review`);
      await page.getByText(t("审核通过后案件有改动，原审核意见已失效", "The case changed after it passed; the opinion is void")).waitFor();
      await visitor.picture("13-void");
      await page.locator(".diff-added", { hasText: "从重" }).waitFor();
      await visitor.become("jiang", `/cases/${id}/decision`);
      await page.getByText(t(/审核通过后内容有变动/, /the content has changed since the review/i)).first().waitFor();
      assert.ok(await button("作出决定", "Issue the decision").isDisabled());
      assert.equal((await visitor.call("POST", `/api/cases/${id}/decision`, {})).body.article, "行政处罚法第五十八条");
      await visitor.picture("14-void-refused");
      await visitor.become("lin", `/cases/${id}/papers/${draft.id}`);
      await edit("按从重情形处罚", "按一般情形处罚");
      visitor.fine();
    });

    test("with the pass the decision is issued and gets its number", async () => {
      await visitor.must("POST", `/api/cases/${id}/drafts`, { code: "D26" });
      await visitor.must("PUT", `/api/cases/${id}/fields`, { fields: { "d.D26.on": today, "g.on": today, "g.leader_present": true } });
      await visitor.become("jiang", `/cases/${id}/decision`);
      await page.getByText(t("可以作出决定", "The decision may be issued")).first().waitFor();
      await visitor.picture("15-open");
      await button("作出决定", "Issue the decision").first().click();
      await answer("作出决定", "Issue the decision");
      await page.getByText(t("决定已作出", "Decision issued")).waitFor();
      await page.getByText(`云市监处罚〔${year}〕1号`).first().waitFor();
      await visitor.picture("16-issued");
      visitor.fine();
    });

    test("it is masked, approved by another person, and published without personal data", async () => {
      mkdirSync(office.out);
      await visitor.become("guan", "/settings");
      await page.locator("#publish_folder").fill(office.out);
      await button("保存", "Save", page.locator("form")).click();
      await page.getByText(t("设置已保存", "Settings saved")).waitFor();
      await visitor.picture("17-settings");
      await visitor.become("lin", `/cases/${id}`);
      await visitor.must("PUT", `/api/cases/${id}/fields`, { fields: { "d.D27.served_on": today, "d.D27.served_how": "direct" } });
      await visitor.go(`/cases/${id}`);
      await step(t(/^送达/, /^Serve/)).click();
      await answer("办理", "Do it");
      await visitor.become("rong", "/disclosures");
      await page.locator("table.rows tbody tr").first().click();
      await page.locator(".mask-row").first().waitFor();
      const shown = await page.locator(".mask-pane").last().innerText();
      assert.doesNotMatch(shown, personal);
      await visitor.picture("18-masks");
      const kept = page.locator(".mask-row", { hasText: "320681198503121237" });
      await kept.getByRole("radio", { name: t("不采用", "Refuse") }).click();
      await page.getByRole("dialog").waitFor(); // to show what must be masked needs a reason
      await visitor.picture("18b-mask-stays");
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
      await page.keyboard.press("j");
      await page.locator(".mask-row-chosen").waitFor();
      assert.equal(await kept.getByRole("radio", { name: t("采用", "Accept"), exact: true }).getAttribute("aria-checked"), "true");
      await button("提交审批", "Submit for approval").click();
      await button("批准公示", "Approve", page.locator(".mask-head")).waitFor();
      assert.ok(await button("批准公示", "Approve", page.locator(".mask-head")).isDisabled());
      await page.getByRole("note", { name: t("脱敏人不能审批自己提交的事项", "Who masked a text cannot approve it") }).waitFor();
      await visitor.picture("19-preparer");
      const desk = new URL(page.url()).pathname;
      visitor.expect("POST /api/disclosures/*/approval 422", "POST /api/disclosures/*/approval 409");
      assert.ok((await visitor.call("POST", `/api${desk}/approval`, {})).status >= 400);
      await visitor.become("fang", desk);
      await button("批准公示", "Approve", page.locator(".mask-head")).click();
      await page.getByText(t("已批准", "Approved"), { exact: true }).first().waitFor();
      await visitor.become("rong", "/disclosures");
      await button("生成公示数据包", "Write packages").click();
      await page.locator("table.rows tbody tr", { hasText: t("已公示", "Published") }).waitFor();
      await visitor.picture("20-published");
      const written = filesBelow(office.out);
      for (const kind of [".html", ".xlsx", ".csv"]) { assert.ok(written.some((f) => f.endsWith(kind)), `${kind} is missing among ${written}`); }
      const text = written.map(readAll).join("\n");
      assert.doesNotMatch(text, personal);
      assert.match(text, new RegExp(`云市监处罚〔${year}〕1号`));
      assert.match(text, /云汀县青禾食品有限公司/);
      visitor.fine();
    });

    test("search finds words, two characters in mid-sentence, and the number in other brackets; the hit opens marked", async () => {
      await visitor.become("lin", "/search");
      for (const [query, marked] of [[`云市监处罚[${year}]1号`, undefined], ["禾食", "禾食"], ["可以治疗疾病", "可以治疗疾病"]]) {
        await page.locator("form[role=search] input").first().fill(query);
        await page.keyboard.press("Enter");
        await page.waitForURL((url) => url.searchParams.get("q") === query);
        await page.locator("a.hit-title").first().waitFor();
        if (marked) { await page.locator(".hit mark", { hasText: marked }).first().waitFor(); }
      }
      await visitor.picture("21-search");
      await page.locator("a.hit-title").first().click();
      await page.waitForURL(/\/papers\//);
      await page.locator(".paper-text mark", { hasText: "可以治疗疾病" }).waitFor();
      await visitor.picture("22-hit");
      visitor.fine();
    });

    test("the palette and the key map open by key; the reviewer's list, the ledger and the workbench stand", async () => {
      await page.keyboard.press("Control+k");
      await page.locator(".palette-input").fill(t("法制", "Legal"));
      await visitor.picture("23-palette");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/reviews$/);
      await page.keyboard.press("?");
      await page.locator(".keymap").waitFor();
      await visitor.picture("24-keys");
      await page.keyboard.press("Escape");
      await page.locator(".keymap").waitFor({ state: "detached" });
      await visitor.go("/");
      await page.locator("h1").first().waitFor();
      await visitor.picture("25-workbench");
      await visitor.go(`/cases/${id}/timeline`);
      await page.locator("table.rows tbody tr").first().waitFor();
      await visitor.picture("26-timeline");
      await visitor.go("/cases");
      await page.locator("table.rows tbody tr").first().waitFor();
      await visitor.picture("27-cases");
      visitor.fine();
    });

    test("verification says intact, and names what another program changed", async () => {
      await visitor.become("fang", "/ledger");
      await button("运行核验", "Verify now").click();
      await page.getByText(t("完好", "Intact"), { exact: true }).waitFor({ timeout: 60_000 });
      await visitor.picture("28-intact");
      const [original] = filesBelow(join(office.data, "originals")).filter((f) => statSync(f).size > 40);
      const whole = readFileSync(original);
      const harmed = Buffer.from(whole);
      harmed[harmed.length >> 1] ^= 1;
      writeFileSync(original, harmed, { mode: 0o600 });
      await button("运行核验", "Verify now").click();
      await page.getByText(t("发现异常", "Damage found"), { exact: true }).waitFor({ timeout: 60_000 });
      const named = await page.locator(".stop-block").first().innerText();
      assert.ok(named.includes(original.split("/").at(-1).slice(0, 8)), named);
      await visitor.picture("29-damage");
      writeFileSync(original, whole);
      visitor.fine();
    });

    test("signing out ends the session: the server answers 401 and the screen asks for the password", async () => {
      await page.getByRole("button", { name: "方六" }).click();
      await page.locator(".ant-dropdown-menu-item", { hasText: t("退出登录", "Sign out") }).click();
      await page.locator("#password").waitFor();
      visitor.expect("GET /api/cases 401");
      assert.equal((await visitor.call("GET", "/api/cases")).status, 401);
      await visitor.picture("30-signed-out");
      await visitor.signIn("fang", password);
      await page.locator("nav").first().waitFor();
      visitor.fine();
    });
  });
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).map((f) => join(f.parentPath ?? f.path, f.name)).sort();
}

/** readAll reads a file as text; of a workbook, all its parts. */
function readAll(file) {
  const raw = readFileSync(file);
  if (raw.length < 4 || raw.readUInt32LE(0) !== 0x04034b50) { return raw.toString("utf8"); }
  const end = raw.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const parts = [];
  for (let at = raw.readUInt32LE(end + 16), left = raw.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size, title, extra, note, start] = [raw.readUInt16LE(at + 10), raw.readUInt32LE(at + 20), raw.readUInt16LE(at + 28), raw.readUInt16LE(at + 30), raw.readUInt16LE(at + 32), raw.readUInt32LE(at + 42)];
    const from = start + 30 + raw.readUInt16LE(start + 26) + raw.readUInt16LE(start + 28);
    const body = raw.subarray(from, from + size);
    parts.push((method === 0 ? body : inflateRawSync(body)).toString("utf8"));
    at += 46 + title + extra + note;
  }
  return parts.join("\n");
}
