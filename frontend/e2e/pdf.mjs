// Makes PDFs of many pages for the tests: text in a font that is named and not embedded, or pictures as a scanner leaves them.
import { deflateSync } from "node:zlib";

/** pdf makes a document with one page for each entry: a text, or { scan: seed } for a picture. */
export function pdf(pages) {
  const parts = [Buffer.from("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "latin1")];
  let at = parts[0].length;
  const offsets = [];
  const object = (head, body) => {
    offsets.push(at);
    const text = Buffer.concat([Buffer.from(`${offsets.length} 0 obj\n${head}`, "latin1"), ...(body ? [Buffer.from("stream\n"), body, Buffer.from("\nendstream")] : []), Buffer.from("\nendobj\n")]);
    parts.push(text);
    at += text.length;
    return offsets.length;
  };
  const first = 6;
  const kids = pages.map((_, i) => `${first + 3 * i} 0 R`).join(" ");
  object("<</Type/Catalog/Pages 2 0 R>>");
  object(`<</Type/Pages/Count ${pages.length}/Kids[${kids}]>>`);
  object("<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>");
  object("<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 5>>/FontDescriptor 5 0 R/DW 1000>>");
  object("<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>");
  pages.forEach((page, i) => {
    const scan = typeof page !== "string";
    const content = scan ? Buffer.from("q 595 0 0 842 0 0 cm /P Do Q") : Buffer.from(written(page));
    object(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>/XObject<</P ${first + 3 * i + 2} 0 R>>>>/Contents ${first + 3 * i + 1} 0 R>>`);
    object(`<</Length ${content.length}>>`, content);
    const picture = scan ? deflateSync(scanned(page.scan), { level: 1 }) : deflateSync(Buffer.of(255));
    const [w, h] = scan ? [width, height] : [1, 1];
    object(`<</Type/XObject/Subtype/Image/Width ${w}/Height ${h}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode/Length ${picture.length}>>`, picture);
  });
  const table = offsets.map((n) => `${String(n).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(Buffer.from(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${table}trailer<</Size ${offsets.length + 1}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`));
  return Buffer.concat(parts);
}

function written(text) {
  const lines = text.split("\n").map((line) => `<${Buffer.from(line, "utf16le").swap16().toString("hex")}> Tj T*`);
  return `BT /F1 12 Tf 60 780 Td 18 TL\n${lines.join("\n")}\nET`;
}

const width = 1240; // pixels: 150 to the inch on A4
const height = 1754;

/** scanned is a page of dark dashes on grey, another one for each seed. */
function scanned(seed) {
  const picture = Buffer.alloc(width * height, 238);
  for (let y = 150; y < height - 150; y += 36) {
    for (let x = 120; x < width - 120; x += 26) {
      if ((x * 7 + y * 13 + seed * 31) % 11 > 3) {
        for (let line = 0; line < 18; line += 3) { picture.fill(60, (y + line) * width + x, (y + line) * width + x + 18); }
      }
    }
  }
  return picture;
}

/** mixed is a dossier of so many pages: every fourth, or another one, is a scan. */
export function mixed(pages, every = 4) {
  return pdf(Array.from({ length: pages }, (_, i) => (i % every === every - 1 ? { scan: i } : `卷内第${i + 1}页\n${Array.from({ length: 30 }, (_, k) => `第${i + 1}页第${k + 1}行：现场检查发现宣传册，当事人予以承认，记录在案。`).join("\n")}`)));
}
