// A stand-in for the server: fictional data per the API contract, kept in memory. For looking at the screens; never shipped.
//   node mock/server.mjs [port]      serves dist/ and /api; MOCK=fresh|damaged|rebuilding shows other states
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as d from "./data.mjs";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
const csp = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
const mode = process.env.MOCK ?? "";
const state = structuredClone({ office: { ...d.office, set_up: mode !== "fresh" }, people: d.people, theCase: d.theCase, review: d.review, disclosure: d.disclosure, papers: d.papers, imports: d.imports });
const uploads = new Map();
const listeners = new Set();
const jobs = [];

class Refusal extends Error { constructor(status, body) { super(body.message.zh); this.status = status; this.body = body; } }
const refuse = (status, kind, zh, en, more = {}) => { throw new Refusal(status, { kind, message: d.T(zh, en), ...more }); };
const tell = (event, data) => listeners.forEach((res) => res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
const paper = (id) => state.papers.find((p) => p.id === id) ?? refuse(404, "not_found", "没有这份材料", "No such paper");
const brief = ({ pages: _p, versions: _v, twins: _t, ...rest }) => rest;
const caseOf = (id) => (id === "c0" ? { ...state.theCase, papers: state.papers.map(brief) } : { ...d.theCase, ...d.caseRow(Number(id.slice(1))), papers: [], fields: [], proposals: [], review: undefined, pass: undefined, major_rules: [] });
const publicText = (dis) => dis.masks.filter((m) => m.accepted).sort((a, b) => b.start - a.start).reduce((runes, m) => [...runes.slice(0, m.start), ...m.mask, ...runes.slice(m.end)], Array.from(dis.text)).join("");
const done = () => { state.review.items_done = state.review.items.filter((i) => i.finding !== "unchecked").length; return state.review; };

function runJob(kind, zh, en) {
  const job = { id: `j${jobs.length}`, kind, label: d.T(zh, en), state: "running", done: 0, total: 46, message: d.T("正在核对", "Checking"), started_at: d.at(d.day0) };
  jobs.unshift(job);
  const timer = setInterval(() => {
    job.done = Math.min(job.total, job.done + 6);
    if (job.done >= job.total && job.state === "running") { job.state = "done"; }
    tell("job", job);
    if (job.state !== "running") { clearInterval(timer); }
  }, 400);
  return job;
}

const routes = [
  ["GET", "/api/office", () => state.office], ["POST", "/api/office", ({ body }) => Object.assign(state.office, body, { set_up: true, sample: false })],
  ["GET", "/api/session", ({ person }) => ({ person, may: d.mayFor(person) })],
  ["DELETE", "/api/session", ({ res }) => { res.setHeader("Set-Cookie", "mock=; Max-Age=0; Path=/"); return {}; }],
  ["PUT", "/api/session/password", ({ body }) => (body.current === "wrong" ? refuse(400, "invalid", "当前密码不对", "The current password is wrong", { field: "current" }) : {})],
  ["GET", "/api/people", () => ({ people: state.people })], ["POST", "/api/people", ({ body }) => { const p = { id: `p${state.people.length + 1}`, active: true, ...body }; state.people.push(p); return p; }],
  ["PUT", "/api/people/:id", ({ id, body }) => Object.assign(state.people.find((p) => p.id === id), body)], ["POST", "/api/people/:id/password", () => ({})],
  ["GET", "/api/synonyms", () => ({ groups: [["过期", "超过保质期"]], at: "", may_change: true })], ["GET", "/api/rulebook", () => d.rulebook], ["GET", "/api/kinds", () => ({ kinds: d.rulebook.kinds.map((k) => ({ ...k, on: true })) })], ["GET", "/api/workbench", () => (mode === "fresh" ? { tasks: [], counts: [], overdue: 0, due_soon: 0, ahead: [], left: 0, month: [] } : d.workbench)],
  ["GET", "/api/cases", ({ query }) => listCases(query)],
  ["POST", "/api/cases", ({ body }) => ({ ...caseOf("c1"), ...body })], ["GET", "/api/cases/:id", ({ id }) => caseOf(id)],
  ["PUT", "/api/cases/:id/fields", ({ body }) => { for (const [name, value] of Object.entries(body.fields)) { state.theCase.fields = [...state.theCase.fields.filter((f) => f.name !== name), ...(value === null ? [] : [{ name, value, by: d.ref("p1"), at: d.at(d.day0) }])]; } return caseOf("c0"); }],
  ["POST", "/api/cases/:id/proposals", ({ body }) => { for (const id of body.accept) { const p = state.theCase.proposals.find((x) => x.id === id); state.theCase.fields = [...state.theCase.fields.filter((f) => f.name !== p.field), { name: p.field, value: p.value, by: d.ref("p1"), at: d.at(d.day0), source: p }]; } state.theCase.proposals = state.theCase.proposals.filter((p) => ![...body.accept, ...body.dismiss].includes(p.id)); return caseOf("c0"); }],
  ["GET", "/api/calendar", () => d.calendar], ["GET", "/api/cases/:id/showings", () => ({ showings: [] })], ["GET", "/api/cases/:id/clocks", () => d.caseClocks], ["GET", "/api/clock", () => d.caseClocks.waiting[0]],
  ["GET", "/api/cases/:id/next", () => d.next], ["POST", "/api/cases/:id/moves", ({ body }) => { if (body.transition === "to_decided") { refuse(422, "refused", "法制审核尚未通过，不得作出决定", "Legal review has not passed; no decision may be made", { article: "行政处罚法第五十八条第一款", hint: d.T("等待审核意见", "Wait for the opinion") }); } return caseOf("c0"); }],
  ["GET", "/api/cases/:id/timeline", () => ({ entries: d.entries })], ["GET", "/api/cases/:id/proof", () => ({ entries: 46, first_seq: 1, last_seq: 46, head: d.head, papers: state.papers.map((p) => ({ id: p.id, title: p.title || p.name.zh, sha256: p.sha256, sm3: p.sha256, size: p.size })), others: [{ id: "r-000000000001", kind: "review", title: { zh: "第1轮法制审核意见", en: "opinion of review 1" } }] })],
  ["GET", "/api/cases/:id/prechecks", () => ({ prechecks: d.prechecks })], ["GET", "/api/cases/:id/similar", () => d.similar], ["POST", "/api/similar", () => ({ ...d.similar, guessed: true })], ["POST", "/api/cases/:id/similar/marks", () => d.similar.rate], ["GET", "/api/cases/:id/penalties", () => d.penalties],
  ["POST", "/api/cases/:id/drafts", () => brief(paper("d9"))], ["POST", "/api/cases/:id/reviews", () => refuse(422, "refused", "送审材料不齐：缺裁量基准条目与说明", "The submission is incomplete: the discretion standard is missing", { article: "重大执法决定法制审核办法", hint: d.T("补齐后再送审", "Complete it, then submit") })],
  ["GET", "/api/cases/:id/decision", ({ id }) => { const stand = { may_issue: id === "c12", stops: id === "c12" ? [] : d.next.moves[0].stops, draft: brief(paper("d9")) }; return { ...stand, decisions: [], steps: [{ transition: "to_decided", label: d.next.moves[0].label, code: "D27", paper: { zh: "行政处罚决定书", en: "Penalty decision" }, ...stand }] }; }],
  ["POST", "/api/cases/:id/decision", () => ({ id: "e1", case: "c12", no: "启江市监罚〔2026〕18号", issued_on: d.day0, by: d.ref("p6"), code: "D27", label: { zh: "行政处罚决定书", en: "Penalty decision" }, paper: "d9", review: "r1", round: 2, judged: [], review_after: false, further: false, fingerprint: d.hash(41) })],
  ["GET", "/api/papers/:id/pages/:n", ({ id, n }) => ({ number: Number(n), text: paper(id).pages[n - 1]?.text ?? "", width: 0, height: 0, lines: [] })],
  ["GET", "/api/cases/:id/find", () => ({ total: 0, places: [], unread: [] })],
  ["GET", "/api/papers/:id", ({ id }) => paper(id)], ["PUT", "/api/papers/:id", ({ id, body }) => Object.assign(paper(id), body, { sort_confirmed: true })],
  ["PUT", "/api/papers/:id/text", ({ id, body }) => { const p = paper(id); p.pages = [{ number: 1, text: body.text }]; p.versions.push({ sha256: d.hash(p.versions.length + 200), at: d.at(d.day0, "16:00:00"), by: d.ref("p1"), size: body.text.length * 3 }); return brief(p); }],
  ["GET", "/api/papers/:id/versions/:sha", () => ({ text: d.oldDraft })],
  ["GET", "/api/imports", () => ({ imports: state.imports })], ["POST", "/api/imports", ({ body }) => { const i = { id: `i${state.imports.length + 1}`, name: body.name, case: body.case ?? "", case_no: "", state: "receiving", total: 0, done: 0, unreadable: 0, bytes: 0, started_at: d.at(d.day0) }; state.imports.unshift(i); uploads.set(i.id, []); return i; }],
  ["GET", "/api/imports/:id", ({ id }) => ({ ...state.imports.find((i) => i.id === id), files: uploads.get(id) ?? d.importFiles })],
  ["PUT", "/api/imports/:id/files", ({ id, query, raw }) => { const i = state.imports.find((x) => x.id === id); i.total += 1; i.bytes += raw; uploads.get(id)?.push({ path: query.get("path"), size: raw, state: "waiting" }); return {}; }],
  ["POST", "/api/imports/:id/start", ({ id }) => { const i = state.imports.find((x) => x.id === id); i.state = "running"; const files = uploads.get(id) ?? []; const timer = setInterval(() => { const f = files.find((x) => x.state === "waiting"); if (f) { f.state = "done"; f.code = "D05"; i.done += 1; } else { i.state = "done"; clearInterval(timer); } tell("import", i); }, 300); return i; }],
  ["POST", "/api/imports/:id/cancel", ({ id }) => Object.assign(state.imports.find((i) => i.id === id), { state: "paused" })], ["POST", "/api/imports/:id/retry", ({ id }) => Object.assign(state.imports.find((i) => i.id === id), { state: "running" })],
  ["GET", "/api/reviews", () => ({ reviews: d.reviewRows })], ["GET", "/api/reviews/:id", ({ id }) => { const row = d.reviewRows.find((r) => r.id === id) ?? refuse(404, "not_found", "没有这次审核", "No such review"); return id === "r0" ? done() : { ...state.review, ...row, changes: [] }; }],
  ["POST", "/api/reviews/:id/assignment", ({ body }) => { state.review.reviewer = d.ref(body.reviewer); state.review.state = "accepted"; return state.review; }], ["POST", "/api/reviews/:id/return", ({ body }) => Object.assign(state.review, { state: "returned", return_reason: body.reason })],
  ["PUT", "/api/reviews/:id/items/:item", ({ item, body, person }) => Object.assign(state.review.items.find((i) => i.id === item), body, { by: { id: person.id, name: person.name }, at: d.at(d.day0, "16:20:00") })],
  ["POST", "/api/reviews/:id/opinion", ({ body }) => Object.assign(state.review, { opinion: body.code, opinion_text: body.text, state: "judged" })], ["POST", "/api/reviews/:id/signature", () => Object.assign(state.review, { state: "signed" })],
  ["GET", "/api/disclosures", ({ query }) => ({ disclosures: d.disclosureRows.filter((r) => !query.get("state") || r.state === query.get("state")), first_pass: { answered: 0, accepted: 0 }, lists: 0, notices: 0 })],
  ["GET", "/api/disclosures/:id", ({ id }) => ({ ...state.disclosure, ...(id === "b1" ? {} : d.disclosureRows.find((r) => r.id === id)), public_text: publicText(state.disclosure) })],
  ["PUT", "/api/disclosures/:id/masks", ({ body }) => { state.disclosure.masks = body.masks.map((m, i) => { const old = state.disclosure.masks.find((x) => x.id === m.id); return old ? { ...old, accepted: m.accepted, mask: m.mask ?? old.mask } : { id: `n${i}`, label: d.T("人工", "By hand"), original: Array.from(state.disclosure.text).slice(m.start, m.end).join(""), by: "person", reason: d.T(m.reason ?? "", m.reason ?? ""), rule: m.rule ?? "", ...m }; }); return { ...state.disclosure, public_text: publicText(state.disclosure) }; }],
  ["POST", "/api/disclosures/:id/submission", () => Object.assign(state.disclosure, { state: "checking", public_text: publicText(state.disclosure) })], ["POST", "/api/disclosures/:id/approval", () => Object.assign(state.disclosure, { state: "approved" })],
  ["POST", "/api/disclosures/:id/return", () => Object.assign(state.disclosure, { state: "masking" })], ["POST", "/api/disclosures/:id/withholding", ({ body }) => Object.assign(state.disclosure, { state: "withheld", ground: body.ground, ground_note: body.note })],
  ["POST", "/api/publications", () => ({ job: runJob("publication", "生成公示数据包", "Writing packages") })],
  ["GET", "/api/search", ({ query }) => { const q = query.get("q"); const hits = q === "无" ? [] : d.searchHits; if (q?.includes("((")) { refuse(400, "invalid", "括号没有配对", "The brackets do not match", { field: "q", hint: d.T("检查第 1 个字符处的“(”", "Check the bracket at character 1") }); } const o = Number(query.get("offset") ?? 0); return { total: hits.length, exact: true, loose: false, whole: hits.length, took_ms: 14, index: mode === "rebuilding" ? { state: "rebuilding", percent: 31 } : { state: "ready", percent: 100 }, hits: hits.slice(o, o + Number(query.get("limit") ?? 20)).map((h) => ({ read: false, ...h })), facets: query.get("facets") ? d.facets(hits, query.getAll("filter")) : [] }; }],
  ["GET", "/api/coverage", () => d.coverage], ["GET", "/api/coverage/list", ({ query }) => ({ items: d.unsearched.filter((u) => !query.get("cause") || u.cause === query.get("cause")) })], ["POST", "/api/coverage/retry", () => runJob("recognition", "识别图片上的文字", "Reading the text in pictures")],
  ["GET", "/api/ledger", ({ query }) => ({ entries: d.entries.filter((e) => !query.get("before") || e.seq < Number(query.get("before"))).slice(0, Number(query.get("limit") ?? 30)), withheld: 0, head: d.head })],
  ["GET", "/api/ledger/:seq", ({ seq }) => ({ ...d.entries.find((e) => e.seq === Number(seq)), body: JSON.stringify({ actor: "p1", at: d.at(d.day0), data: { field: "fine", value: 5000000 }, kind: "casefile.field_confirmed", salt: "9f31c2", seq: Number(seq), subject: "case/c0" }), leaf: d.hash(Number(seq)), head: d.head, proof: [1, 2, 3, 4, 5].map((n) => d.hash(n * 13)) })],
  ["GET", "/api/verifications", () => (mode === "fresh" ? {} : { latest: mode === "damaged" ? d.damaged : d.verification })], ["POST", "/api/verifications", () => runJob("verification", "核验全部留痕", "Verifying everything")], ["POST", "/api/items/{id}/handlings", () => ({})], ["POST", "/api/reindex", () => runJob("reindex", "重建检索索引", "Rebuilding the index")],
  ["GET", "/api/jobs", () => ({ jobs })], ["DELETE", "/api/jobs/:id", ({ id }) => { const j = jobs.find((x) => x.id === id); j.state = "cancelled"; tell("job", j); return {}; }],
  ["GET", "/api/settings", () => ({ publish_folder: "", review_days: 5, remind_days: 3, image_width: 1200, keep_recordings: true })], ["PUT", "/api/settings", ({ body }) => body],
  ["GET", "/api/shell", () => ({ window: mode === "window" })], ["POST", "/api/shell/pick-folder", () => ({ path: "/home/office/案卷/海风食品" })],
].map(([method, pattern, run]) => ({ method, run, names: [...pattern.matchAll(/:(\w+)/g)].map((m) => m[1]), regexp: new RegExp(`^${pattern.replace(/:\w+/g, "([^/]+)")}$`) }));

function listCases(query) {
  const has = (k) => query.get(k) && query.get(k) !== "false";
  const limit = Number(query.get("limit") ?? 50);
  const offset = Number(query.get("offset") ?? 0);
  if (mode === "fresh") { return { total: 0, cases: [] }; }
  const filtered = ["q", "state", "phase", "mine", "major", "overdue"].some(has);
  const all = Array.from({ length: filtered ? 400 : 0 }, (_, i) => d.caseRow(i)).filter((c) => (!has("q") || (c.title + c.no).includes(query.get("q"))) && (!has("state") || c.state === query.get("state")) && (!has("major") || c.major) && (!has("overdue") || (c.clock?.days_left ?? 0) < 0));
  return filtered ? { total: all.length, cases: all.slice(offset, offset + limit) } : { total: d.caseTotal, cases: Array.from({ length: Math.min(limit, d.caseTotal - offset) }, (_, i) => d.caseRow(offset + i)) };
}

function pageImage(res, id, n) {
  const p = state.papers.find((x) => x.id === id);
  const text = p?.pages[n - 1]?.text ?? "";
  const wrapped = text.split("\n").flatMap((line) => (line === "" ? [""] : line.match(/.{1,34}/gu) ?? [""]));
  const esc = (s) => s.replace(/[<&]/g, (c) => ({ "<": "&lt;", "&": "&amp;" })[c]);
  res.setHeader("Content-Type", "image/svg+xml");
  res.end(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 794 1123" width="794" height="1123"><rect width="794" height="1123" fill="#fff"/>${wrapped.map((l, i) => `<text x="${i === 0 ? 397 : 90}" y="${120 + i * 32}" text-anchor="${i === 0 ? "middle" : "start"}" font-family="WenQuanYi Micro Hei,serif" font-size="${i === 0 ? 26 : 18}">${esc(l)}</text>`).join("")}</svg>`);
}

async function bodyOf(req) {
  const chunks = [];
  for await (const chunk of req) { chunks.push(chunk); }
  return Buffer.concat(chunks);
}

async function answer(req, res, url) {
  if (url.pathname === "/api/events") {
    res.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    res.write(`event: head\ndata: {"size":46}\n\n`);
    listeners.add(res);
    req.on("close", () => listeners.delete(res));
    return;
  }
  const image = /^\/api\/papers\/(\w+)\/pages\/(\d+)\/image$/.exec(url.pathname);
  if (image) { pageImage(res, image[1], Number(image[2])); return; }
  const raw = await bodyOf(req);
  const json = () => { try { return JSON.parse(raw.toString() || "{}"); } catch { return {}; } };
  const username = /mock=(\w+)/.exec(req.headers.cookie ?? "")?.[1];
  const person = state.people.find((p) => p.username === username);
  if (req.method === "POST" && url.pathname === "/api/session") {
    const who = state.people.find((p) => p.username === json().username);
    if (!who || json().password === "wrong") { refuse(401, "unauthenticated", "用户名或密码不对", "User name or password is wrong", { hint: d.T("请核对后再试；连续五次错误将暂停十分钟", "Check and try again; five failures pause sign-in for ten minutes") }); }
    res.setHeader("Set-Cookie", `mock=${who.username}; HttpOnly; SameSite=Strict; Path=/`);
    return send(res, { person: who, may: d.mayFor(who) });
  }
  for (const route of routes) {
    const found = route.method === req.method && route.regexp.exec(url.pathname);
    if (found) {
      if (!person && !["/api/office", "/api/rulebook"].includes(url.pathname)) { refuse(401, "unauthenticated", "请先登录", "Please sign in"); }
      const params = Object.fromEntries(route.names.map((name, i) => [name, decodeURIComponent(found[i + 1])]));
      return send(res, route.run({ ...params, person, res, query: url.searchParams, raw: raw.length, body: url.pathname.endsWith("/files") ? {} : json() }));
    }
  }
  refuse(404, "not_found", "没有这个地址", "No such address");
}

function send(res, value, status = 200) {
  res.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  res.end(JSON.stringify(value));
}

function serveFile(res, url) {
  const wanted = join(dist, url.pathname);
  const file = wanted.startsWith(dist) && existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(dist, "index.html");
  res.writeHead(200, { "Content-Type": types[extname(file)] ?? "application/octet-stream", "Content-Security-Policy": csp, "X-Content-Type-Options": "nosniff" });
  createReadStream(file).pipe(res);
}

const port = Number(process.argv[2] ?? 8790);
createServer((req, res) => {
  const url = new URL(req.url, `http://${req.headers.host}`);
  if (!url.pathname.startsWith("/api/")) { serveFile(res, url); return; }
  answer(req, res, url).catch((error) => send(res, error.body ?? { kind: "internal", message: d.T(String(error), String(error)) }, error.status ?? 500));
}).listen(port, "127.0.0.1", () => process.stdout.write(`http://127.0.0.1:${port}\n`));
