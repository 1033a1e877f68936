import { expect, it } from "vitest";
import { partOf } from "./PapersTab";

const papers = [{ id: "a", split_from: "whole", first: 1, pages_count: 2 }, { id: "b", split_from: "whole", first: 3, pages_count: 4 }, { id: "c", split_from: "", first: 0, pages_count: 9 }];

it("leads an old link of a split file to the part with its page", () => {
  expect(partOf(papers, "whole", new URLSearchParams("page=4&quote=x"))).toBe("b?page=2&quote=x");
  expect(partOf(papers, "whole", new URLSearchParams())).toBe("a?page=1");
  expect(partOf(papers, "whole", new URLSearchParams("page=99"))).toBe("a?page=1");
});

it("leaves other links as they are", () => {
  expect(partOf(papers, "c", new URLSearchParams("page=3"))).toBeUndefined();
  expect(partOf(papers, "gone", new URLSearchParams("page=3"))).toBeUndefined();
  expect(partOf(papers, "", new URLSearchParams())).toBeUndefined();
});
