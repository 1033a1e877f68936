import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, it, vi } from "vitest";
import { LanguageProvider } from "@/text";
import { zh } from "@/text/zh";
import { Article, citesLaw } from "./Article";

const cited = { text: "行政处罚法第五条", instrument: "penalty_law", label: { zh: "行政处罚法", en: "Penalty Law" }, no: 5, gist: { zh: "过罚相当", en: "in proportion" }, in_force: "not_met", in_force_from: "2021-07-15" };

function show(on?: string) {
  const asked = vi.fn(async (request: Request) => {
    void request;
    return Response.json({ citations: [cited] });
  });
  vi.stubGlobal("fetch", asked);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <LanguageProvider initial="zh"><MemoryRouter><Article text={cited.text} on={on} /></MemoryRouter></LanguageProvider>
    </QueryClientProvider>,
  );
  return asked;
}

afterEach(() => vi.unstubAllGlobals());

it("asks nothing before it is opened, and opens by the keyboard", async () => {
  const asked = show();
  expect(asked).not.toHaveBeenCalled();
  fireEvent.focus(screen.getByRole("note"));
  expect(await screen.findByText("过罚相当")).toBeTruthy();
  expect(screen.getByRole("link", { name: "行政处罚法 第 5 条" }).getAttribute("href")).toBe("/rulebook/law/common/articles?row=penalty_law%2F5");
  expect(screen.queryByText(zh.rulebook.cited.lapsed)).toBeNull();
});

it("marks at once what was not in force on the day of the act", async () => {
  const asked = show("2019-03-01");
  expect(await screen.findByText(zh.rulebook.cited.lapsed)).toBeTruthy();
  expect(new URL(asked.mock.calls[0]?.[0].url ?? "").searchParams.get("on")).toBe("2019-03-01");
});

it("knows a citation from other words", () => {
  expect(["行政处罚法第五十八条", "第 3 号", "食品安全法第124条", 5].map(citesLaw)).toEqual([true, false, true, false]);
});
