import { describe, expect, it } from "vitest";
import type { ListField } from "@/api";
import { readPaste } from "./paste";

const field = (id: string, zh: string, en: string): ListField => ({ id, label: { zh, en }, type: "text", optional: false, key: false });
const fields = [field("name", "姓名", "Name"), field("post", "职务", "Post"), field("phone", "电话", "Telephone")];

describe("cells pasted from a spreadsheet", () => {
  it("follow the list's order without a header", () => {
    expect(readPaste("赵一\t科员\t1\r\n钱二\t\t2\n", fields)).toEqual({ rows: [{ name: "赵一", post: "科员", phone: "1" }, { name: "钱二", phone: "2" }], unknown: [] });
  });
  it("follow the header in either language, and name what the list lacks", () => {
    expect(readPaste("电话\tName\t鞋码\n1\t赵一\t42", fields)).toEqual({ rows: [{ phone: "1", name: "赵一" }], unknown: ["鞋码"] });
  });
  it("keep line feeds, tabs and quotes within a cell", () => {
    expect(readPaste('赵一\t"一\t科\n员""长"""\t3', fields).rows).toEqual([{ name: "赵一", post: '一\t科\n员"长"', phone: "3" }]);
  });
  it("are nothing when nothing is there", () => {
    expect(readPaste("\n\t\n", fields).rows).toEqual([]);
  });
});
