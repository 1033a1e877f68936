// Verifies the decision on this page against the ledger of its office, in the browser and without a network: the record is
// read off the page itself, so that what is verified is what is seen.
"use strict";
(() => {
  const button = document.getElementById("verify"), verdict = document.getElementById("verdict"), record = document.getElementById("record");
  const english = document.documentElement.lang === "en";
  const two = record !== null && "both" in record.dataset; // a page that says everything in both languages
  const say = (zh, en) => (two ? zh + " · " + en : english ? en : zh);
  const bytes = (text) => new TextEncoder().encode(text);
  const sha = async (data) => new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  const hex = (data) => Array.from(data, (b) => b.toString(16).padStart(2, "0")).join("");
  const base64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const join = (...parts) => {
    const all = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
    let place = 0;
    for (const part of parts) { all.set(part, place); place += part.length; }
    return all;
  };
  const same = (a, b) => hex(a) === hex(b);

  // canonical is the one form of a record: sorted keys, no blanks, and no escapes but those that JSON demands.
  const quoted = (text) => '"' + text.replace(/["\\]/g, (c) => "\\" + c).replace(/[\u0000-\u001f]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0")) + '"';
  const canonical = (value) => {
    if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
    if (typeof value === "object") return "{" + Object.keys(value).sort().map((key) => quoted(key) + ":" + canonical(value[key])).join(",") + "}";
    return typeof value === "string" ? quoted(value) : String(value);
  };

  const field = (name) => record.querySelector('[data-f="' + name + '"]');
  const shown = (name) => field(name).textContent;
  const label = (element) => {
    const both = { zh: element.dataset.zh, en: element.dataset.en };
    const seen = two ? (both.zh === both.en ? both.zh : both.zh + " " + both.en) : both[english ? "en" : "zh"];
    if (element.textContent !== seen) throw new Error(say("页面标签被改动", "a label was changed"));
    return both;
  };

  // readList is the record of a list that is open before anybody is dealt with.
  const readList = () => {
    const out = { format: Number(record.dataset.format), list: record.dataset.list, label: label(field("label")), version: Number(shown("version")) };
    for (const name of ["office", "office_uscc", "valid_from", "approved_on", "published_on", "rows_sha256"]) out[name] = shown(name);
    out.article = field("article") ? shown("article") : "";
    out.columns = Array.from(record.querySelectorAll("#columns tr[data-c]"), (tr) => ({ id: tr.dataset.c, label: label(tr.cells[1]), type: tr.dataset.type, ...("key" in tr.dataset ? { key: true } : {}) }));
    out.rows = Array.from(record.querySelectorAll("[data-row]"), (row) => ({ id: row.dataset.row,
      content: Object.fromEntries(Array.from(row.querySelectorAll("[data-v]"), (cell) => [cell.dataset.v, cell.dataset.picture ?? cell.textContent])) }));
    const charts = Array.from(record.querySelectorAll("[data-chart]"), (c) => ({ procedure: c.dataset.chart, label: label(c.querySelector("figcaption")), zh: c.dataset.zhFile, en: c.dataset.enFile }));
    if (charts.length > 0) out.charts = charts;
    return canonical(out) + "\n";
  };

  const read = () => {
    if (record.dataset.shape === "list") return readList();
    const out = { format: Number(record.dataset.format), id: record.dataset.id, kind: record.dataset.kind, kind_label: label(field("kind_label")), title: label(field("title")) };
    for (const name of ["office", "office_uscc", "agency", "no", "party", "decided_on", "published_on", "until"]) out[name] = shown(name);
    out.row = Array.from(record.querySelectorAll("#row tr"), (tr) => ({ code: tr.dataset.c, label: label(tr.cells[0]), value: tr.cells[1].textContent }));
    out.text = Array.from(record.querySelectorAll("#text p"), (p) => p.textContent);
    const scans = Array.from(record.querySelectorAll("[data-scan]"), (s) => ({ title: s.querySelector("h3").textContent, pages: Array.from(s.querySelectorAll("figure"), (f) => ({
      file: f.dataset.file, sha256: f.dataset.sha256, width: Number(f.dataset.width), height: Number(f.dataset.height), covers: Number(f.dataset.covers) })) }));
    if (scans.length > 0) out.scans = scans;
    if (record.dataset.replaces) out.replaces = record.dataset.replaces;
    if (field("correction") && shown("correction")) out.correction = shown("correction");
    return canonical(out) + "\n";
  };

  const load = () => new Promise((done, fail) => {
    window.zhihengProof = (manifest, proof) => done({ manifest, proof });
    const script = document.createElement("script");
    script.src = record.dataset.package;
    script.onerror = () => fail(new Error(say("读不到公示包的证明", "the proof of the package cannot be read")));
    document.head.append(script);
  });

  // rootOf reckons the root from a leaf and its path, by RFC 9162, section 2.1.3.2.
  const rootOf = async (leaf, index, size, path) => {
    let hash = leaf, place = index, last = size - 1;
    const node = (left, right) => sha(join(Uint8Array.of(1), left, right));
    for (const next of path) {
      if (last === 0) return null;
      if (place % 2 === 1 || place === last) {
        hash = await node(next, hash);
        while (place % 2 === 0 && place !== 0) { place /= 2; last = Math.floor(last / 2); }
      } else {
        hash = await node(hash, next);
      }
      place = Math.floor(place / 2);
      last = Math.floor(last / 2);
    }
    return last === 0 ? hash : null;
  };

  const signature = async (note, key) => {
    const cut = note.indexOf("\n\n"), text = note.slice(0, cut + 1), line = note.slice(cut + 2).trim().split(" ");
    const first = key.indexOf("+"), second = key.indexOf("+", first + 1);
    const name = key.slice(0, first), raw = base64(key.slice(second + 1)), sign = base64(line[2]);
    if (line[0] !== "\u2014" || line[1] !== name || raw[0] !== 1) return false;
    const hash = await sha(join(bytes(name + "\n"), raw));
    if (!same(hash.slice(0, 4), sign.slice(0, 4))) return false;
    const imported = await crypto.subtle.importKey("raw", raw.slice(1), { name: "Ed25519" }, false, ["verify"]);
    return crypto.subtle.verify({ name: "Ed25519" }, imported, sign.slice(4), bytes(text));
  };

  const tell = (ok, text) => {
    const line = document.createElement("li");
    line.className = ok ? "yes" : "no";
    line.textContent = (ok ? "✓ " : "✗ " + say("不成立:", "not so: ")) + text;
    verdict.append(line);
    if (!ok) throw null;
  };

  const run = async () => {
    const { manifest, proof } = await load();
    const file = JSON.parse(manifest).files.find((f) => f.name === record.dataset.file);
    const hash = hex(await sha(bytes(read())));
    tell(file !== undefined && file.sha256 === hash, say("页面所见就是公示包中的记录", "what the page shows is the record in the package"));
    if (record.querySelector("[data-scan]")) { // a page opened from a disk may not look into its pictures
      const line = document.createElement("li");
      line.textContent = say("页面图像的哈希已在记录中，图像本身请用 zhiheng check package 核验", "the hashes of the pictures are in the record; the pictures themselves are checked by zhiheng check package");
      verdict.append(line);
    }
    const entry = JSON.parse(proof.entry);
    tell(entry.kind === "disclosure.packaged" && entry.seq === proof.seq && entry.data.manifest.sha256 === hex(await sha(bytes(manifest))), say("账本中的账目写明这份清单", "the entry of the ledger names this manifest"));
    const head = proof.checkpoint.split("\n");
    const leaf = await sha(join(Uint8Array.of(0), bytes(proof.entry)));
    const root = await rootOf(leaf, proof.seq - 1, Number(head[1]), proof.path.map(base64));
    tell(root !== null && same(root, base64(head[2])), say("该账目在账本之中", "the entry stands in the ledger"));
    let signed;
    try {
      signed = await signature(proof.checkpoint, proof.key);
    } catch {
      const line = document.createElement("li");
      line.textContent = say("此浏览器不能验证 Ed25519 签名,请用 zhiheng check 核验", "this browser cannot verify an Ed25519 signature; use zhiheng check");
      verdict.append(line);
      return;
    }
    tell(signed, say("账本首部由该机关的密钥签名", "the head of the ledger carries the office’s signature"));
  };

  button.hidden = false;
  button.addEventListener("click", async () => {
    verdict.replaceChildren();
    button.disabled = true;
    try {
      await run();
    } catch (reason) {
      if (reason !== null) {
        const line = document.createElement("li");
        line.className = "no";
        line.textContent = "✗ " + reason.message;
        verdict.append(line);
      }
    }
    button.disabled = false;
  });
})();
