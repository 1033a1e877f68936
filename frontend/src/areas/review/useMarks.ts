import { useMemo, useState } from "react";
import type { Citation, ReviewItem } from "@/api";
import { markKey, type Marking, marksOf, type PageMark } from "@/ui/paper/marks";
import type { Mark } from "./autosave";

interface MarksProps {
  items: ReviewItem[];
  current: ReviewItem | undefined;
  editable: boolean;
  /** The paper that is open, of which a new mark is. */
  paper: string;
  mark: Mark;
  choose: (item: string) => void;
}

/** useMarks turns the proofs of all points into marks on the papers, and what is done to a mark into proofs. A mark that proves several points stays one. */
export function useMarks({ items, current, editable, paper, mark, choose }: MarksProps) {
  const [chosen, setChosen] = useState<string>();
  const marks = useMemo(() => marksOf(items), [items]);
  const add = (place: Citation) => {
    if (!current || !editable) {
      return;
    }
    const key = markKey(place);
    if (!current.proofs.some((p) => markKey(p) === key)) {
      mark(current, { proofs: [...current.proofs, place] });
    }
    setChosen(key);
  };
  const change = (old: PageMark, labels: string[], to?: Citation) => {
    for (const item of items.filter((i) => labels.includes(i.id))) {
      mark(item, { proofs: item.proofs.flatMap((p) => (markKey(p) !== old.key ? [p] : to ? [to] : [])) });
    }
    setChosen(to && markKey(to));
  };
  const marking: Marking = {
    marks, chosen,
    onChoose: (m) => {
      setChosen(m.key);
      const [first] = m.labels;
      if (first !== undefined && !m.labels.includes(current?.id ?? "")) {
        choose(first);
      }
    },
    onDraw: editable && current ? (place) => add({ paper, ...place }) : undefined,
    onMove: editable ? (m, place) => change(m, m.labels, place) : undefined,
    onRemove: editable ? (m) => change(m, current && m.labels.includes(current.id) ? [current.id] : m.labels.slice(0, 1)) : undefined,
  };
  /** attach takes the chosen mark as proof of the current point too. */
  const attach = () => {
    const found = marks.find((m) => m.key === chosen);
    if (found) {
      add(found.place);
    }
  };
  return { marking, marks, chosen, setChosen, add, attach };
}

/** inOrder sorts the marks of a paper as they are read. */
export function inOrder(marks: PageMark[], paper: string): PageMark[] {
  const rank = (m: PageMark) => [m.place.page, m.place.span?.from ?? 0, m.place.region?.y ?? 0, m.place.offset ?? 0];
  return marks.filter((m) => m.place.paper === paper).sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    return x.map((n, i) => n - (y[i] ?? 0)).find((n) => n !== 0) ?? 0;
  });
}
