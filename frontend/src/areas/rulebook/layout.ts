// Where the states and steps of a course stand in its picture: phases from the top down, the states of a phase side by
// side, steps forward drawn between the boxes and steps back along the edge.

export interface StateRow { id: string; phase: string; label: string; final?: boolean }
export interface StepRow { id: string; from: string[]; to: string; label: string }

export interface Placed extends StateRow { x: number; y: number }
export interface Arrow { step: string; from: string; to: string; path: string; back: boolean; x: number; y: number }
export interface Band { phase: string; y: number; height: number }
export interface Picture { width: number; height: number; bands: Band[]; boxes: Placed[]; arrows: Arrow[] }

export const box = { width: 140, height: 40 };
const gap = { x: 22, y: 40 };
const margin = { left: 112, right: 86, top: 14 };
/** perLine is how many states stand side by side before the next line begins. */
const perLine = 4;

/** linesOf breaks a label into at most two lines that fit a width; a Chinese character is as wide as two letters. */
export function linesOf(label: string, width: number): string[] {
  const sizeOf = (text: string) => [...text].reduce((sum, c) => sum + (c > "\u2e80" ? 12.5 : 6.9), 0);
  const lines = [""];
  for (const word of label.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+/gu) ?? []) {
    const last = lines.length - 1;
    if (lines[last] !== "" && sizeOf(`${lines[last]}${word.trimEnd()}`) > width) {
      if (last === 1) {
        return [lines[0]?.trimEnd() ?? "", `${lines[1]?.trimEnd()}…`];
      }
      lines.push(word);
    } else {
      lines[last] += word;
    }
  }
  return lines.map((line) => line.trimEnd());
}

/** draw lays a course out. Phases that the order does not name come last. */
export function draw(states: StateRow[], steps: StepRow[], phases: string[]): Picture {
  const order = [...phases, ...states.map((s) => s.phase)].filter((p, i, all) => all.indexOf(p) === i && states.some((s) => s.phase === p));
  const boxes: Placed[] = [];
  const bands: Band[] = [];
  let y = margin.top;
  for (const phase of order) {
    const own = states.filter((s) => s.phase === phase);
    const lines = Math.ceil(own.length / perLine);
    own.forEach((s, i) => boxes.push({ ...s, x: margin.left + (i % perLine) * (box.width + gap.x), y: y + gap.y / 2 + Math.floor(i / perLine) * (box.height + gap.y) }));
    const height = lines * (box.height + gap.y);
    bands.push({ phase, y, height });
    y += height;
  }
  const right = Math.max(margin.left, ...boxes.map((b) => b.x + box.width));
  return { width: right + margin.right, height: y + margin.top, bands, boxes, arrows: arrowsOf(boxes, steps, right) };
}

function arrowsOf(boxes: Placed[], steps: StepRow[], right: number): Arrow[] {
  const at = new Map(boxes.map((b) => [b.id, b]));
  const lane = laneOf();
  return steps.flatMap((step) =>
    step.from.flatMap((from) => {
      const [a, b] = [at.get(from), at.get(step.to)];
      return a && b ? [{ step: step.id, from, to: step.to, ...lineOf(a, b, right, lane) }] : [];
    }),
  );
}

/** laneOf gives lines along the edge their own distance from it, in turn. */
function laneOf(): () => number {
  let used = 0;
  return () => 10 + 7 * (used++ % 10);
}

type Line = Pick<Arrow, "path" | "back" | "x" | "y">;

function lineOf(a: Placed, b: Placed, right: number, lane: () => number): Line {
  const middle = (p: Placed) => ({ x: p.x + box.width / 2, y: p.y + box.height / 2 });
  const [m, n] = [middle(a), middle(b)];
  if (b.y > a.y) {
    const [top, bottom] = [a.y + box.height, b.y];
    const bend = Math.min(60, (bottom - top) / 2 + 8);
    return { path: `M${m.x} ${top}C${m.x} ${top + bend} ${n.x} ${bottom - bend} ${n.x} ${bottom}`, back: false, x: (m.x + n.x) / 2, y: (top + bottom) / 2 };
  }
  if (b.y < a.y) {
    const out = right + lane();
    const [from, to] = [a.x + box.width, b.x + box.width];
    return { path: `M${from} ${m.y + 8}C${out} ${m.y + 8} ${out} ${m.y} ${out} ${m.y - 12}L${out} ${n.y + 12}C${out} ${n.y} ${out} ${n.y} ${to} ${n.y}`, back: true, x: out, y: (m.y + n.y) / 2 };
  }
  const forward = b.x > a.x;
  const near = Math.abs(b.x - a.x) <= box.width + gap.x;
  if (near) {
    const dy = forward ? -6 : 6;
    const [from, to] = forward ? [a.x + box.width, b.x] : [a.x, b.x + box.width];
    return { path: `M${from} ${m.y + dy}L${to} ${n.y + dy}`, back: !forward, x: (from + to) / 2, y: forward ? a.y - 8 : a.y + box.height + 6 };
  }
  const [edge, reach] = forward ? [a.y, a.y - 18] : [a.y + box.height, a.y + box.height + 18];
  return { path: `M${m.x} ${edge}C${m.x} ${reach} ${n.x} ${reach} ${n.x} ${edge}`, back: !forward, x: (m.x + n.x) / 2, y: reach };
}
