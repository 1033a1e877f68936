import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { Precheck } from "@/api";
import { LanguageProvider } from "@/text";
import { placeButton } from "./ItemCard";
import { Prechecks } from "./Prechecks";

const check = (id: string, result: Precheck["result"], more: Partial<Precheck> = {}): Precheck => ({
  id, kind: "draft", item: "", level: "warn", article: "", question: { zh: `问${id}`, en: `q${id}` }, result, looked: [{ paper: "d1", code: "D27", title: "决定书", values: 0 }], found: [], ...more,
});

it("puts what blocks first, opens the place, and keeps what it could not look at apart", () => {
  const open = vi.fn();
  const place = { paper: "d1", page: 2, quote: "三十日内" };
  const checks = [
    check("1", "met"), check("2", "not_met", { found: [{ says: { zh: "留意此处", en: "n" }, places: [] }] }),
    check("3", "not_met", { level: "block", found: [{ says: { zh: "期限写错", en: "w" }, places: [place] }] }),
    check("4", "unknown", { why: { zh: "尚不知道：罚款", en: "not known" } }), check("5", "not_applicable"),
  ];
  render(<LanguageProvider initial="zh"><Prechecks checks={checks} placeOf={placeButton(open)} /></LanguageProvider>);
  const lines = screen.getAllByRole("listitem", { hidden: true }).map((li) => li.textContent ?? "");
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain("期限写错");
  expect(lines[1]).toContain("留意此处");
  expect(screen.getByText(/发现 2 项，看过没有问题 1 项，没能看 1 项/)).toBeTruthy();
  expect(screen.getByText("尚不知道：罚款")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: /三十日内/ }));
  expect(open).toHaveBeenCalledWith(place);
});

it("shows what was not found and may stand there in other words without being asked, and apart from what it could not look at", () => {
  const checks = [
    check("6", "unknown", { unfound: true, why: { zh: "没有找到，须人工查看", en: "not found" } }),
    check("7", "unknown", { why: { zh: "尚不知道：罚款", en: "not known" } }),
  ];
  render(<LanguageProvider initial="zh"><Prechecks checks={checks} placeOf={placeButton(vi.fn())} /></LanguageProvider>);
  expect(screen.getByText("没有找到、须人工查看的 1 项")).toBeTruthy();
  expect(screen.getByText("没找到")).toBeTruthy();
  expect(screen.getByText("没能看的 1 项")).toBeTruthy();
  expect(screen.getByText("没有找到，须人工查看").closest("details")).toBeNull();
  expect(screen.getByText("尚不知道：罚款").closest("details")).not.toBeNull();
});
