// Makes the files of a dossier: small, whole and broken ones, in the formats that an office receives.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";

const table = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) { c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; }
  return c >>> 0;
});

function crc32(bytes) {
  let c = 0xffffffff;
  for (const byte of bytes) { c = table[(c ^ byte) & 0xff] ^ (c >>> 8); }
  return (c ^ 0xffffffff) >>> 0;
}

/** zip packs parts without compressing them. */
export function zip(parts) {
  const heads = [];
  const bodies = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const body = Buffer.from(text);
    const title = Buffer.from(name);
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt16LE(0x0800, 2);
    fixed.writeUInt32LE(crc32(body), 10);
    fixed.writeUInt32LE(body.length, 14);
    fixed.writeUInt32LE(body.length, 18);
    fixed.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), fixed, title, body]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    heads.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), fixed, tail, title]));
    bodies.push(local);
    at += local.length;
  }
  const index = Buffer.concat(heads);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(heads.length, 8);
  end.writeUInt16LE(heads.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, index, end]);
}

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const relations = (target) => `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="${target}"/></Relationships>`;
const types = (part, type) => `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/></Types>`;

export function docx(text) {
  const paragraphs = text.split("\n").map((line) => `<w:p><w:r><w:t xml:space="preserve">${escape(line)}</w:t></w:r></w:p>`).join("");
  return zip({
    "[Content_Types].xml": types("word/document.xml", "wordprocessingml.document"),
    "_rels/.rels": relations("word/document.xml"),
    "word/document.xml": `${xml}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs}</w:body></w:document>`,
  });
}

export function xlsx(rows) {
  const cells = rows.map((row, i) => `<row r="${i + 1}">${row.map((value, k) => `<c r="${String.fromCharCode(65 + k)}${i + 1}" t="inlineStr"><is><t>${escape(value)}</t></is></c>`).join("")}</row>`).join("");
  return zip({
    "[Content_Types].xml": types("xl/workbook.xml", "spreadsheetml.sheet").replace("</Types>", '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'),
    "_rels/.rels": relations("xl/workbook.xml"),
    "xl/_rels/workbook.xml.rels": relations("worksheets/sheet1.xml").replace("relationships/officeDocument", "relationships/worksheet"),
    "xl/workbook.xml": `${xml}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="台账" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/worksheets/sheet1.xml": `${xml}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${cells}</sheetData></worksheet>`,
  });
}

/** gb18030 writes text in the encoding of older office machines; the table is read backwards out of the decoder. */
export function gb18030(text) {
  const decoder = new TextDecoder("gb18030");
  const known = new Map();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) { known.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]); }
    }
  }
  return Buffer.from(Array.from(text).flatMap((rune) => (rune.codePointAt(0) < 0x80 ? [rune.codePointAt(0)] : known.get(rune) ?? [0x3f])));
}

/** png is a picture of a grey wall with a darker band. */
export function png(width = 320, height = 240) {
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) { rows[y * (width + 1) + 1 + x] = y > height / 3 && y < height / 2 ? 90 : 200; }
  }
  const chunk = (name, body) => {
    const named = Buffer.concat([Buffer.from(name, "latin1"), body]);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(body.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([size, named, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

/** wav is a recording of a low tone. */
export function wav(seconds) {
  const rate = 8000;
  const sound = Buffer.from(Array.from({ length: rate * seconds }, (_, i) => 128 + Math.round(40 * Math.sin(i / 6))));
  const head = Buffer.alloc(44);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(36 + sound.length, 4);
  head.write("WAVEfmt ", 8, "latin1");
  [16, 0x00010001, rate, rate].forEach((n, i) => head.writeUInt32LE(n, 16 + 4 * i)); // PCM, one channel
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write("data", 36, "latin1");
  head.writeUInt32LE(sound.length, 40);
  return Buffer.concat([head, sound]);
}

/** dossier writes the folder of a case of false advertising: ten papers that can be read, and three that cannot. */
export function dossier(dir, name, party, no) {
  const folder = join(dir, name);
  mkdirSync(folder, { recursive: true });
  const put = (file, body) => writeFileSync(join(folder, file), body);
  put("01 立案审批表.docx", docx(`立案审批表\n案由：涉嫌虚假宣传\n当事人名称：${party}\n统一社会信用代码：91320681MA1ABCD2XX\n法定代表人：周不存\n立案日期：2026年3月2日`));
  put("02 营业执照.txt", `营业执照\n名称：${party}\n统一社会信用代码：91320681MA1ABCD2XX\n`);
  put("03 询问笔录.txt", gb18030("询问笔录\n询问时间：2026年3月3日9时至10时\n被询问人：周不存，身份证号：320681198503121237，联系电话：13812345678\n问：你公司的宣传册由谁制作？\n答：由我公司自行制作，写了可以治疗疾病，没有依据。\n"));
  put("04 现场检查笔录.docx", docx("现场检查笔录\n检查时间：2026年3月2日\n现场发现宣传册二百本。"));
  put("05 案件调查终结报告.docx", docx(`案件调查终结报告\n当事人：${party}\n建议罚款120000元。`));
  put("06 行政处罚听证告知书.docx", docx(`行政处罚听证告知书\n云市监罚告〔2026〕${no}号\n当事人：${party}\n依据《中华人民共和国反不正当竞争法》第二十条第一款的规定，拟对你单位罚款120000元。\n二〇二六年三月三日`));
  put("07 送达回证.txt", `送达回证\n受送达人：${party}\n送达日期：2026年3月3日\n`);
  put("08 证据目录.txt", "证据目录\n");
  put("09 执法证复印件.txt", "行政执法证\n");
  put("10 宣传册发放台账.xlsx", xlsx([["日期", "地点", "数量"], ["2026年2月1日", "望江镇集市", "120"], ["2026年2月8日", "望江镇集市", "80"]]));
  put("11 现场照片.png", png());
  put("12 坏文件.pdf", "%PDF-1.4 这不是一个完整的文件");
  put("13 设备导出.xyz", Buffer.from([0, 1, 2, 3, 250, 251, 252, 0, 0, 7]));
  return folder;
}
