import { describe, expect, it } from "vitest";
import { addressOf, readAsked, writeAsked } from "./asked";

describe("what is asked", () => {
  it("comes back from the address as it went in", () => {
    for (const asked of [
      { q: "过期 鱼丸", scope: "office", sort: "", filter: [], offset: 0 },
      { q: "party:\"某&某=店\"", scope: "published", sort: "newest", filter: ["year:2025", "amount:1000..10000", "article:食品安全法第一百二十四条"], offset: 40 },
      { q: "", scope: "case:c-1", sort: "", filter: [], offset: 0 },
    ]) {
      expect(readAsked(writeAsked(asked))).toEqual(asked);
      expect(readAsked(new URLSearchParams(addressOf(asked).split("?")[1]))).toEqual(asked);
    }
  });
  it("takes an offset that is none for the beginning", () => {
    for (const offset of ["-20", "1.5", "x", ""]) {
      expect(readAsked(new URLSearchParams({ q: "a", offset })).offset).toBe(0);
    }
  });
});
