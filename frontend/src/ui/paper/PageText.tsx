import { useEffect, useRef } from "react";
import type { Citation } from "@/api";
import type { Lit } from "./Sheet";
import type { PageMark } from "./marks";

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

/** rangeOf is where in the text of its page a mark's words stand; a mark without words has none. */
export function rangeOf(place: Citation, text: string): Lit | undefined {
  if (place.length) {
    return { offset: place.offset ?? 0, length: place.length, current: false };
  }
  const found = findQuote(text, place.quote);
  return found && { offset: found[0], length: found[1] - found[0], current: false };
}

interface PageTextProps { text: string; lit: Lit[]; marks?: PageMark[]; chosen?: string; onChoose?: (mark: PageMark) => void }

/** PageText is the text of a page with its hits lit and the words that prove something marked; what matters now is brought into view. */
export function PageText({ text, lit, marks = [], chosen, onChoose }: PageTextProps) {
  const box = useRef<HTMLDivElement>(null);
  const current = lit.find((l) => l.current)?.offset;
  useEffect(() => {
    const target = box.current?.querySelector("[data-current]") ?? box.current?.querySelector("[data-chosen]") ?? box.current?.querySelector("mark");
    target?.scrollIntoView({ block: "center" });
  }, [text, current, chosen, lit.length]);
  const runes = Array.from(text);
  const ranges = marks.flatMap((mark) => {
    const at = rangeOf(mark.place, text);
    return at ? [{ mark, from: at.offset, to: at.offset + at.length }] : [];
  });
  const cuts = new Set([0, runes.length]);
  [...lit.map((l) => [l.offset, l.offset + l.length] as const), ...ranges.map((r) => [r.from, r.to] as const)].flat().forEach((n) => cuts.add(Math.max(0, Math.min(runes.length, n))));
  const edges = [...cuts].sort((a, b) => a - b);
  return (
    <div ref={box} className="prose">
      {edges.slice(0, -1).map((from, i) => {
        const piece = runes.slice(from, edges[i + 1]).join("");
        const hit = lit.find((l) => from >= l.offset && from < l.offset + l.length);
        const proof = ranges.find((r) => from >= r.from && from < r.to);
        if (!hit && !proof) {
          return <span key={from}>{piece}</span>;
        }
        const picked = proof !== undefined && proof.mark.key === chosen;
        const name = [hit?.current ? "hit-current" : "", proof ? "text-proof" : ""].join(" ").trim();
        return <mark key={from} className={name || undefined} data-current={hit?.current || undefined} data-chosen={picked || undefined} data-labels={proof && from === proof.from ? proof.mark.labels.join(" ") : undefined} onClick={proof && onChoose ? () => onChoose(proof.mark) : undefined}>{piece}</mark>;
      })}
    </div>
  );
}

/** selectedWords is what the person has selected inside a page's text, with its place in runes. */
export function selectedWords(): Pick<Citation, "quote" | "offset" | "length"> {
  const selection = window.getSelection();
  const node = selection?.anchorNode;
  const page = (node instanceof Element ? node : node?.parentElement)?.closest("[data-page-text]");
  const prose = page?.querySelector(".prose");
  const quote = selection?.toString() ?? "";
  if (!selection || !prose || quote.trim() === "" || selection.rangeCount === 0) {
    return { quote: "" };
  }
  const range = selection.getRangeAt(0);
  const before = range.cloneRange();
  before.selectNodeContents(prose);
  before.setEnd(range.startContainer, range.startOffset);
  const written = range.toString();
  return { quote: written.trim(), offset: Array.from(before.toString()).length, length: Array.from(written).length };
}
