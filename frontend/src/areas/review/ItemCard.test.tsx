import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { ReviewItem } from "@/api";
import { LanguageProvider } from "@/text";
import { ItemCard } from "./ItemCard";

const item: ReviewItem = {
  id: "P01", heading: "SUB", question: { zh: "问", en: "q" }, look_at: { zh: "看", en: "l" }, article: "17", class: "A",
  machine: { result: "none", because: [], missing: [] }, finding: "unchecked", carried: 0, remark: "", proofs: [], papers: [], tip: { zh: "", en: "" },
};

function show(current: ReviewItem, editable: boolean, onMark = vi.fn()) {
  vi.stubGlobal("fetch", () => new Promise(() => undefined));
  const tree = (i: ReviewItem) => (
    <QueryClientProvider client={new QueryClient()}>
      <LanguageProvider initial="zh"><ItemCard item={i} editable={editable} onMark={onMark} onOpenProof={vi.fn()} /></LanguageProvider>
    </QueryClientProvider>
  );
  const view = render(tree(current));
  return { onMark, again: (i: ReviewItem) => view.rerender(tree(i)) };
}

it("keeps what is typed when an older answer arrives meanwhile", () => {
  const { onMark, again } = show(item, true);
  const box = screen.getByLabelText<HTMLTextAreaElement>("审核说明");
  fireEvent.focus(box);
  fireEvent.change(box, { target: { value: "笔录缺少签名" } });
  again({ ...item, remark: "笔录" });
  expect(box.value).toBe("笔录缺少签名");
  expect(onMark).toHaveBeenLastCalledWith({ remark: "笔录缺少签名" });
});

it("marks nothing for a reader", () => {
  const { onMark } = show({ ...item, finding: "met" }, false);
  const met = screen.getByRole("radio", { name: /^符合/ });
  expect(met.getAttribute("aria-checked")).toBe("true");
  fireEvent.click(screen.getByRole("radio", { name: /^不符合/ }));
  expect(onMark).not.toHaveBeenCalled();
});
