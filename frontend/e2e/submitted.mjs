// Brings a case of false advertising to legal review through the server, as its people would.
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { dossier } from "./files.mjs";

const facts = {
  "p.type": "entity", "p.addr": "云汀县望江镇东风路9号", "p.id_no": null, "c.cause": "虚假宣传", "c.region": "320681", "c.domain": "market", "c.facts": "当事人在宣传册中称其产品可以治疗疾病，没有依据。",
  "x.kinds": ["010103"], "x.factor": "normal", "x.basis_id": "YT-2024-017", "x.valid_to": "2099-12-31", "d.D02.approved_by": "江七", "d.D27.payee": "云汀县非税收入汇缴专户",
};
const notice = { "d.D21.penalty": "罚款120000元", "d.D21.facts": "虚假宣传", "d.D21.reasons": "违法", "d.D21.basis": "反不正当竞争法第二十条", "d.D21.rights": true, "d.D21.hearing": true, "d.D21.fine": 12000000 };
const served = { "d.D21.served_on": "2026-03-03", "c.waived": true };

/** importDossier imports the folder of the case and more files by the command line, before the program serves. */
export async function importDossier(office, more = {}) {
  const folder = dossier(office.dir, "青禾食品虚假宣传", "云汀县青禾食品有限公司", 3);
  for (const [name, file] of Object.entries(more)) { copyFileSync(file, join(folder, name)); }
  const said = await office.run("import", folder, "--as", "lin", "--json");
  if (said.code > 1) { // 1: some file could not be read, as is meant
    throw new Error(said.stderr || said.stdout); }
}

/** submitReview walks the case that was imported to legal review, assigns it to 何五 and returns the case and the review. */
export async function submitReview(visitor) {
  const as = async (username, work) => { await visitor.become(username, "/enter.js"); return work(); };
  const move = (transition) => visitor.must("POST", `/api/cases/${id}/moves`, { transition });
  const set = (fields) => visitor.must("PUT", `/api/cases/${id}/fields`, { fields });
  await visitor.become("lin", "/enter.js");
  const id = (await visitor.must("GET", "/api/cases")).cases[0].id;
  const { people } = await visitor.must("GET", "/api/people");
  const open = (await visitor.must("GET", `/api/cases/${id}`)).proposals.map((p) => p.id);
  await visitor.must("POST", `/api/cases/${id}/proposals`, { accept: open, dismiss: [] });
  await visitor.must("PUT", `/api/cases/${id}/handlers`, { handlers: people.filter((p) => p.roles.includes("handler")).map((p) => p.id) });
  await set(facts);
  const next = async () => (await visitor.must("GET", `/api/cases/${id}/next`)).moves;
  const take = async (state) => { const found = (await next()).find((m) => m.transition === state); if (!found) { throw new Error(`no step ${state}: ${JSON.stringify((await next()).map((m) => m.transition))}`); } return move(found.transition); };
  await as("jiang", () => take("file"));
  await as("lin", async () => { await take("investigate"); await take("conclude"); await set(notice); await take("notify"); await set(served); await take("examine_defence"); });
  for (const code of ["R01", "D27"]) { await visitor.must("POST", `/api/cases/${id}/drafts`, { code }); }
  const review = (await visitor.must("POST", `/api/cases/${id}/reviews`, { note: "" })).id;
  await as("fang", () => visitor.must("POST", `/api/reviews/${review}/assignment`, { reviewer: people.find((p) => p.name === "何五").id }));
  return { id, review };
}
