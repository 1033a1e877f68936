// The full-process record in a browser: a recording on the timeline, played and put on record, its receipt checked by the program,
// a head that is to be stamped, and the dossier that lists it all. In Chinese.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { wav } from "./files.mjs";
import { Office, skip, Visitor } from "./office.mjs";
import { importDossier } from "./submitted.mjs";

describe("the full-process record", { skip, concurrency: 1, timeout: 240_000 }, () => {
  let office;
  let visitor;
  let page;
  let id;
  let recording;

  /** saved keeps what a click downloads, and says where. */
  const saved = async (click) => {
    const [file] = await Promise.all([page.waitForEvent("download"), click()]);
    const path = join(office.dir, file.suggestedFilename());
    await file.saveAs(path);
    return path;
  };

  before(async () => {
    office = await Office.begin();
    await importDossier(office);
    const { cases } = JSON.parse((await office.run("case", "list", "--json")).stdout);
    const station = join(office.dir, "采集站");
    mkdirSync(station);
    writeFileSync(join(station, "20260226_091000.wav"), wav(20));
    writeFileSync(join(station, "20260226_091000.json"), JSON.stringify({ 设备编号: "YT-DSJ-001", 地点: "望江镇东风路9号", 执法人员: "林三、梅四" }));
    const said = await office.run("import", "--recordings", "--into", cases[0].no, station, "--as", "lin");
    assert.equal(said.code, 0, said.stderr);
    visitor = await Visitor.begin(office, "zh");
    ({ page } = visitor);
    visitor.expect("GET /api/session 401");
    await page.goto(await office.serve());
    await visitor.become("lin", "/enter.js");
    id = (await visitor.must("GET", "/api/cases")).cases[0].id;
    recording = (await visitor.must("GET", `/api/recordings?case=${id}`)).recordings[0];
  });

  after(async () => {
    await visitor?.end();
    await office?.end();
  });

  test("it stands in the record of its case, plays, and whoever opens it is on record", async () => {
    await visitor.go(`/cases/${id}/record`);
    await page.getByText("20260226_091000.wav").first().waitFor({ state: "attached" });
    await visitor.picture("record-case");
    await visitor.go(`/recordings/${recording.id}`);
    await page.locator("audio, video").first().waitFor({ state: "attached" });
    await page.waitForFunction(() => document.querySelector("audio, video").readyState > 0);
    await page.evaluate(() => { document.querySelector("audio, video").currentTime = 12; });
    await page.waitForFunction(() => Math.abs(document.querySelector("audio, video").currentTime - 12) < 1);
    assert.deepEqual((await visitor.must("GET", `/api/recordings/${recording.id}`)).custody.map((c) => c.act), ["view"]);
    await visitor.picture("record-recording");
    visitor.fine();
  });

  test("its receipt is checked by the program, which is told nothing else", async () => {
    const path = await saved(() => page.getByRole("button", { name: "凭证", exact: true }).click());
    const said = await office.run("verify", path, "--json");
    assert.equal(said.code, 0, said.stderr);
    const proved = JSON.parse(said.stdout);
    assert.equal(proved.id, recording.id);
    assert.equal(proved.files[0].sha256, recording.sha256);
    assert.match(proved.files[0].sm3, /^[0-9a-f]{64}$/);
    writeFileSync(path, readFileSync(path, "utf8").replace(recording.sha256.slice(0, 8), "00000000"));
    assert.notEqual((await office.run("verify", path)).code, 0);
    visitor.fine();
  });

  test("a paper that is evidence is on record when it is looked at", async () => {
    const paper = (await visitor.must("GET", `/api/cases/${id}`)).papers.find((p) => p.evidence !== "");
    await visitor.go(`/cases/${id}/papers/${paper.id}`);
    await page.locator(".paper-view").waitFor();
    await page.waitForTimeout(500);
    const { entries } = await visitor.must("GET", `/api/ledger?subject=${paper.id}`);
    assert.deepEqual(entries.map((e) => [e.kind, e.data.act]), [["record.handled", "view"]]);
    visitor.fine();
  });

  test("a head is to be stamped: the request is a file, and the row waits for the answer", async () => {
    await visitor.become("fang", "/ledger");
    await page.getByRole("button", { name: "申请时间戳" }).click();
    await page.getByText("SM3", { exact: true }).click();
    await page.locator(".ant-modal input").first().fill("虚构时间戳服务中心");
    const path = await saved(() => page.locator(".ant-modal-footer .ant-btn-primary").click());
    assert.match(path, /\.tsq$/);
    assert.equal(readFileSync(path)[0], 0x30);
    await page.getByText("等待回执").first().waitFor();
    await visitor.picture("record-anchors");
    visitor.fine();
  });

  test("the dossier lists the recording and who has seen what", async () => {
    await visitor.go(`/cases/${id}/dossier`);
    await page.locator(".dossier, .page").first().waitFor();
    await visitor.picture("record-dossier");
    const sheet = await visitor.call("GET", `/api/cases/${id}/proof`);
    assert.ok(sheet.body.others.some((o) => o.id === recording.id));
    visitor.fine();
  });
});
