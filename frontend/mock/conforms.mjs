// Holds the stand-in's answers against the server's description, so that it cannot drift away unseen: node mock/conforms.mjs
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const api = JSON.parse(readFileSync(new URL("../../backend/httpapi/openapi.json", import.meta.url), "utf8"));
const asked = {
  "/api/office": "", "/api/session": "", "/api/people": "", "/api/rulebook": "", "/api/kinds": "", "/api/cases": "", "/api/cases/{id}": "c0", "/api/cases/{id}/next": "c0",
  "/api/cases/{id}/timeline": "c0", "/api/cases/{id}/proof": "c0", "/api/cases/{id}/decision": "c0", "/api/cases/{id}/prechecks": "c0", "/api/cases/{id}/similar": "c0", "/api/cases/{id}/penalties": "c0", "/api/papers/{id}": "d3", "/api/imports": "",
  "/api/imports/{id}": "i1", "/api/reviews": "", "/api/reviews/{id}": "r0", "/api/disclosures": "", "/api/disclosures/{id}": "b1", "/api/search": "", "/api/coverage": "", "/api/coverage/list": "",
  "/api/ledger": "", "/api/ledger/{seq}": "40", "/api/verifications": "", "/api/jobs": "", "/api/workbench": "", "/api/calendar": "", "/api/cases/{id}/clocks": "c0", "/api/clock": "", "/api/shell": "",
};
const wrong = new Set();

function compare(schema, value, at) {
  if (!schema || value === undefined || value === null) { return; }
  if (schema.$ref) { compare(api.components.schemas[schema.$ref.split("/").pop()], value, at); return; }
  if (schema.type === "array") {
    if (Array.isArray(value)) { value.forEach((v) => compare(schema.items, v, `${at}[]`)); } else { wrong.add(`${at} is no list`); }
    return;
  }
  if (schema.enum && !schema.enum.includes(value)) { wrong.add(`${at} is ${value}`); }
  if (schema.type === "string" && typeof value !== "string") { wrong.add(`${at} is no text`); }
  for (const key of schema.required ?? []) {
    if (value[key] === undefined) { wrong.add(`${at}.${key} is missing`); }
  }
  for (const [key, part] of Object.entries(schema.properties ?? {})) { compare(part, value[key], `${at}.${key}`); }
}

const child = spawn(process.execPath, [fileURLToPath(new URL("server.mjs", import.meta.url)), "8798"], { stdio: ["ignore", "pipe", "inherit"] });
try {
  const base = String(await new Promise((resolve) => child.stdout.once("data", resolve))).trim();
  const signed = await fetch(`${base}/api/session`, { method: "POST", body: JSON.stringify({ username: "shenyan", password: "x" }) });
  const cookie = signed.headers.get("set-cookie").split(";")[0];
  for (const [path, id] of Object.entries(asked)) {
    const answer = await fetch(base + path.replace(/\{\w+\}/, id), { headers: { cookie } });
    compare(api.paths[path].get.responses["200"].content["application/json"].schema, await answer.json(), path);
  }
} finally {
  child.kill();
}
wrong.forEach((line) => console.error(line));
process.exitCode = wrong.size > 0 ? 1 : 0;
