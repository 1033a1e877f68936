import { describe, expect, it } from "vitest";
import { bytes, capital, compareCodes, count, daysBetween, diffLines, diffWords, duration, fullWidth, isDate, minute, parseYuan, percent, runeOffset, runs, urgency, wan, yuan } from ".";

describe("money", () => {
  it.each([[0, "0"], [5, "0.05"], [1234500, "12,345"], [1234567, "12,345.67"], [-150, "-1.50"]])("writes %d fen as yuan", (fen, text) => {
    expect(yuan(fen)).toBe(text);
  });
  it.each([[12000000, "12"], [12345678, "12.345678"], [350000, "0.35"], [0, "0"]])("writes %d fen in units of ten thousand", (fen, text) => {
    expect(wan(fen)).toBe(text);
  });
  it.each([["12,345.6", 1234560], ["1.5万", 1500000], ["１２元", 1200], ["0.001", undefined], ["abc", undefined], ["", undefined]])("reads %s", (typed, fen) => {
    expect(parseYuan(typed)).toBe(fen);
  });
  it("reads back every amount it writes", () => {
    for (const fen of [0, 1, 99, 100, 101, 123456789, 99999999999]) {
      expect(parseYuan(yuan(fen))).toBe(fen);
      expect(parseYuan(`${wan(fen)}万`)).toBe(fen);
    }
  });
});

describe("dates", () => {
  it("keeps the office's own day, whatever the browser's zone", () => {
    expect(minute("2026-03-02T23:59:00+08:00")).toBe("2026-03-02 23:59");
  });
  it("counts days across a leap day", () => {
    expect(daysBetween("2028-02-28", "2028-03-01")).toBe(2);
    expect(daysBetween("2026-05-02", "2026-05-01")).toBe(-1);
  });
  it.each([["2026-02-29", false], ["2028-02-29", true], ["2026-13-01", false], ["2026-1-1", false]])("judges %s", (text, ok) => {
    expect(isDate(text)).toBe(ok);
  });
  it.each([[-1, "overdue"], [0, "soon"], [3, "soon"], [4, "calm"], [undefined, "calm"]] as const)("calls %s days left %s", (left, word) => {
    expect(urgency(left)).toBe(word);
  });
});

describe("numbers", () => {
  it("never rounds a run up to finished", () => {
    expect(percent(99_999, 100_000)).toBe(99);
    expect(percent(1, 100_000)).toBe(1);
    expect(percent(100_000, 100_000)).toBe(100);
    expect(percent(0, 0)).toBe(0);
  });
  it("groups, sizes and times", () => {
    expect(count(1234567)).toBe("1,234,567");
    expect([bytes(0), bytes(1023), bytes(1536), bytes(297 * 1024 * 1024)]).toEqual(["0 B", "1023 B", "1.5 KB", "297 MB"]);
    expect([duration(40), duration(12_400), duration(185_000)]).toEqual(["40 ms", "12 s", "3 min 5 s"]);
  });
});

describe("codes and marks", () => {
  it("orders papers as the dossier does", () => {
    expect(["K-D02", "D10", "", "D2", "D27", "R01"].sort(compareCodes)).toEqual(["D2", "D10", "D27", "K-D02", "R01", ""]);
  });
  it("cuts by runes, not UTF-16 units", () => {
    expect(runs("𠮷野家罚款", [[3, 5]])).toEqual([{ text: "𠮷野家", marked: false }, { text: "罚款", marked: true }]);
    expect(runeOffset("𠮷野家", 2)).toBe(1);
  });
  it("loses no text to overlapping or wild marks", () => {
    const text = "当事人于三月二日";
    const cut = runs(text, [[2, 5], [4, 6], [7, 99], [-3, 1]]);
    expect(cut.map((r) => r.text).join("")).toBe(text);
  });
});

describe("diff", () => {
  it("marks the words that changed, Chinese by the character", () => {
    expect(diffWords("罚款五万元 over 50000", "罚款七万元 over 100000")).toEqual([
      { op: "same", text: "罚款" }, { op: "removed", text: "五" }, { op: "added", text: "七" }, { op: "same", text: "万元 over " },
      { op: "removed", text: "50000" }, { op: "added", text: "100000" },
    ]);
    expect(diffWords("", "新")).toEqual([{ op: "added", text: "新" }]);
  });
  it("marks one changed line", () => {
    expect(diffLines("一\n罚款五万元\n三", "一\n罚款七万元\n三")).toEqual([
      { op: "same", text: "一\n" }, { op: "removed", text: "罚款五万元\n" }, { op: "added", text: "罚款七万元\n" }, { op: "same", text: "三" },
    ]);
  });
  it("gives both texts back", () => {
    const before = "a\nb\nc\nd";
    const after = "b\nx\nd\ne";
    const parts = diffLines(before, after);
    const text = (drop: string) => parts.filter((p) => p.op !== drop).map((p) => p.text).join("");
    expect(text("added")).toBe(before);
    expect(text("removed")).toBe(after);
  });
});

describe("sentences", () => {
  it.each([
    ["进入公示,2026-03-09前办结", "进入公示，2026-03-09前办结"],
    ["结案:进入“结案”", "结案：进入“结案”"],
    ["收到文件“a.txt”(207 B)", "收到文件“a.txt”（207 B）"],
    ["添加人员 a(承办人)", "添加人员 a（承办人）"],
    ["审核要点 P32:不符合", "审核要点 P32：不符合"],
    ["罚款 1,234.5 元 09:30", "罚款 1,234.5 元 09:30"],
    ["重大执法决定(送审),送审(初次)", "重大执法决定（送审），送审（初次）"],
    ["GET /api (v1, v2)", "GET /api (v1, v2)"],
  ])("sets %s full width", (plain, set) => {
    expect(fullWidth(plain)).toBe(set);
    expect(fullWidth(set)).toBe(set);
  });
  it.each([["the dossier lacks it", "The dossier lacks it"], ["云汀", "云汀"], ["“a”", "“a”"], ["", ""]])("begins %s", (plain, set) => {
    expect(capital(plain)).toBe(set);
  });
});
