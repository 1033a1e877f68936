import type { Mask } from "@/api";
import { runeOffset } from "@/format";

export interface Segment { text: string; start: number; mask?: Mask }

/** segments cuts the original at the masks; offsets are runes. Where masks overlap, the earlier and longer one is shown. */
export function segments(text: string, masks: Mask[]): Segment[] {
  const runes = Array.from(text);
  const sorted = [...masks].sort((a, b) => a.start - b.start || b.end - a.end);
  const out: Segment[] = [];
  let at = 0;
  const plain = (to: number) => {
    if (to > at) {
      out.push({ text: runes.slice(at, to).join(""), start: at });
    }
  };
  for (const mask of sorted) {
    if (mask.start < at) {
      continue;
    }
    plain(mask.start);
    out.push({ text: runes.slice(mask.start, mask.end).join(""), start: mask.start, mask });
    at = mask.end;
  }
  plain(runes.length);
  return out;
}

/** masked is the text with its accepted masks applied, in pieces, so that what was put in can be shown. */
export function masked(text: string, masks: Mask[]): { text: string; mask?: Mask }[] {
  return segments(text, masks.filter((m) => m.accepted)).map((s) => (s.mask ? { text: s.mask.mask, mask: s.mask } : { text: s.text }));
}

export interface Chosen { start: number; end: number; text: string }

/** place finds the rune offset of a point of the selection; every piece of the original carries its own start. */
function place(node: Node | null, offset: number): number | undefined {
  const element = node instanceof Element ? node : node?.parentElement;
  const piece = element?.closest<HTMLElement>("[data-start]");
  if (!piece || !node) {
    return undefined;
  }
  const text = node.textContent ?? "";
  const within = node instanceof Element ? (offset === 0 ? 0 : text.length) : offset;
  return Number(piece.dataset.start) + runeOffset(text, within);
}

/** chosenIn reads the selection as a range of runes of the original, or undefined. */
export function chosenIn(root: HTMLElement, selection: Selection | null): Chosen | undefined {
  if (!selection || selection.isCollapsed || !root.contains(selection.anchorNode) || !root.contains(selection.focusNode)) {
    return undefined;
  }
  const a = place(selection.anchorNode, selection.anchorOffset);
  const b = place(selection.focusNode, selection.focusOffset);
  if (a === undefined || b === undefined || a === b) {
    return undefined;
  }
  const text = selection.toString();
  return { start: Math.min(a, b), end: Math.max(a, b), text };
}
