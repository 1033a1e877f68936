// Boxes on pages, pure. A page is counted in ten-thousandths of its sides, upright, however it is shown.
import type { Citation, PageLine, Region } from "@/api";

export const whole = 10_000;
const least = 60;

/** Turn is how a page is turned for reading, in degrees clockwise. */
export type Turn = 0 | 90 | 180 | 270;

/** upright turns a point of the page as it is shown, each side from 0 to 1, back to the upright page. */
export function upright(x: number, y: number, turn: Turn): [number, number] {
  const places: Record<Turn, [number, number]> = { 0: [x, y], 90: [y, 1 - x], 180: [1 - x, 1 - y], 270: [1 - y, x] };
  return places[turn];
}

/** between is the box that two points of the upright page span, held inside the page. */
export function between(a: readonly [number, number], b: readonly [number, number]): Region {
  const side = (p: number, q: number) => {
    const from = clamp(Math.round(Math.min(p, q) * whole), 0, whole - least);
    return [from, clamp(Math.round(Math.max(p, q) * whole) - from, least, whole - from)] as const;
  };
  const [x, width] = side(a[0], b[0]);
  const [y, height] = side(a[1], b[1]);
  return { x, y, width, height };
}

/** moved shifts a box, or makes it larger, by parts of the upright page; it stays on the page. */
export function moved(box: Region, dx: number, dy: number, resize: boolean): Region {
  if (resize) {
    return { ...box, width: clamp(box.width + dx, least, whole - box.x), height: clamp(box.height + dy, least, whole - box.y) };
  }
  return { ...box, x: clamp(box.x + dx, 0, whole - box.width), y: clamp(box.y + dy, 0, whole - box.height) };
}

/** arrow is the way that an arrow key moves a box on the upright page, when the page is shown turned. */
export function arrow(key: string, turn: Turn): [number, number] | undefined {
  const at = ["ArrowUp", "ArrowRight", "ArrowDown", "ArrowLeft"].indexOf(key);
  if (at < 0) {
    return undefined;
  }
  return ([[0, -1], [1, 0], [0, 1], [-1, 0]] as [number, number][])[(at + 4 - turn / 90) % 4];
}

/** boxesOf are the boxes that cover a stretch of a page's text, one a line. */
export function boxesOf(lines: readonly PageLine[], offset: number, length: number): Region[] {
  const boxes: Region[] = [];
  for (const line of lines) {
    const from = Math.max(offset, line.start) - line.start;
    const to = Math.min(offset + length, line.start + line.edges.length - 1) - line.start;
    if (to > from) {
      const [left = 0, right = 0] = [line.edges[from], line.edges[to]];
      boxes.push({ x: left, y: line.y, width: Math.max(right - left, 20), height: line.height });
    }
  }
  return boxes;
}

/** textUnder is the text beneath a box: what is quoted when a person draws one. */
export function textUnder(lines: readonly PageLine[], text: string, box: Region): Pick<Citation, "quote" | "offset" | "length"> {
  const runes = Array.from(text);
  const picked: number[] = [];
  for (const line of lines) {
    const middle = line.y + line.height / 2;
    if (middle >= box.y && middle <= box.y + box.height) {
      for (let i = 0; i + 1 < line.edges.length; i += 1) {
        const centre = ((line.edges[i] ?? 0) + (line.edges[i + 1] ?? 0)) / 2;
        if (centre >= box.x && centre <= box.x + box.width) {
          picked.push(line.start + i);
        }
      }
    }
  }
  const first = picked[0];
  const last = picked.at(-1);
  if (first === undefined || last === undefined) {
    return { quote: "" };
  }
  const solid = runes.slice(first, last + 1).filter((r) => r.trim() !== "").length;
  const quote = picked.map((i) => runes[i] ?? "").join("").trim().slice(0, 1000);
  return picked.filter((i) => (runes[i] ?? "").trim() !== "").length === solid ? { quote, offset: first, length: last + 1 - first } : { quote };
}

/** shown is a box as CSS places it on the upright page. */
export function shown(box: Region) {
  const percent = (n: number) => `${n / 100}%`;
  return { left: percent(box.x), top: percent(box.y), width: percent(box.width), height: percent(box.height) };
}

function clamp(n: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, n));
}
