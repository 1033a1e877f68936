import { useEffect, useRef } from "react";
import { runs } from "@/format";

/** findQuote finds a quotation in a page, forgiving white space, and gives its rune range. */
export function findQuote(text: string, quote: string): [number, number] | undefined {
  const wanted = Array.from(quote).filter((r) => r.trim() !== "");
  if (wanted.length === 0) {
    return undefined;
  }
  const runes = Array.from(text);
  const solid = runes.map((rune, at) => ({ rune, at })).filter((r) => r.rune.trim() !== "");
  for (let i = 0; i + wanted.length <= solid.length; i += 1) {
    if (wanted.every((rune, k) => solid[i + k]?.rune === rune)) {
      return [solid[i]?.at ?? 0, (solid[i + wanted.length - 1]?.at ?? 0) + 1];
    }
  }
  return undefined;
}

/** PageText is the text of a page with the quoted words marked and brought into view. */
export function PageText({ text, quote }: { text: string; quote?: string }) {
  const box = useRef<HTMLDivElement>(null);
  const mark = quote ? findQuote(text, quote) : undefined;
  useEffect(() => {
    box.current?.querySelector("mark")?.scrollIntoView({ block: "center" });
  }, [text, quote]);
  return (
    <div ref={box} className="prose">
      {runs(text, mark ? [mark] : []).map((run, i) => (run.marked ? <mark key={i}>{run.text}</mark> : <span key={i}>{run.text}</span>))}
    </div>
  );
}

/** selectedText is what the person has selected inside a page's text, or "". */
export function selectedText(): string {
  const selection = window.getSelection();
  const node = selection?.anchorNode;
  const element = node instanceof Element ? node : node?.parentElement;
  return element?.closest("[data-page-text]") ? (selection?.toString().trim() ?? "") : "";
}
