import type { RefObject } from "react";
import type { InputRef } from "antd";
import type { ReviewItem } from "@/api";
import { useText } from "@/text";
import { useActions } from "@/ui/actions";
import type { PageMark } from "@/ui/paper/marks";
import type { Mark } from "./autosave";
import { nextOpen } from "./rules";
import type { Finder } from "./useFinder";

interface DeskKeys {
  shown: ReviewItem[];
  all: ReviewItem[];
  current: ReviewItem | undefined;
  editable: boolean;
  choose: (id: string) => void;
  mark: Mark;
  cite: () => void;
  law: () => void;
}

/** useDeskKeys: j and k move, 1 2 3 0 judge and go on, r writes a remark, c cites, u goes to the next open item, l opens the law. */
export function useDeskKeys({ shown, all, current, editable, choose, mark, cite, law }: DeskKeys) {
  const t = useText();
  const d = t.review.desk;
  const at = shown.findIndex((i) => i.id === current?.id);
  const step = (by: number) => {
    const item = shown[Math.max(0, Math.min(shown.length - 1, at + by))];
    if (item) {
      choose(item.id);
    }
  };
  const judge = (finding: ReviewItem["finding"]) => {
    if (!current) {
      return;
    }
    mark(current, { finding });
    if (finding === "not_met" && current.remark === "") {
      focusRemark();
    } else if (finding !== "unchecked") {
      step(1);
    }
  };
  const why = editable ? undefined : d.readOnly;
  useActions([
    { id: "desk.next", label: d.next, keys: ["j", "ArrowDown"], run: () => step(1), quiet: true },
    { id: "desk.previous", label: d.previous, keys: ["k", "ArrowUp"], run: () => step(-1), quiet: true },
    { id: "desk.open", label: d.nextOpen, keys: ["u"], run: () => { const next = nextOpen(all, current?.id ?? ""); if (next) { choose(next.id); } } },
    { id: "desk.met", label: d.keys.met, keys: ["1"], run: () => judge("met"), disabled: why },
    { id: "desk.not_met", label: d.keys.not_met, keys: ["2"], run: () => judge("not_met"), disabled: why },
    { id: "desk.na", label: d.keys.not_applicable, keys: ["3"], run: () => judge("not_applicable"), disabled: why },
    { id: "desk.clear", label: d.keys.unchecked, keys: ["0"], run: () => judge("unchecked"), disabled: why },
    { id: "desk.remark", label: d.keys.remark, keys: ["r"], run: focusRemark, disabled: why },
    { id: "desk.cite", label: d.keys.cite, keys: ["c"], run: cite, disabled: why },
    { id: "desk.law", label: t.desk.law.open, keys: ["l"], run: law },
  ]);
}

interface PaperKeys { finder: Finder; findBox: RefObject<InputRef | null>; marks: PageMark[]; chosen?: string; open: (mark: PageMark) => void; attach: () => void; editable: boolean; nextUnread?: () => void }

/** usePaperKeys: / finds in the case, n and p step through hits, comma and full stop through marks, a attaches one, d goes to the next unread page. */
export function usePaperKeys({ finder, findBox, marks, chosen, open, attach, editable, nextUnread }: PaperKeys) {
  const t = useText();
  const { find, mark, reading } = t.desk;
  const at = marks.findIndex((m) => m.key === chosen);
  const step = (by: number) => {
    const next = marks[(at + by + marks.length) % Math.max(1, marks.length)] ?? marks[0];
    if (next) {
      open(next);
    }
  };
  const none = finder.words === "" ? find.open : undefined;
  useActions([
    { id: "find.open", label: find.open, keys: ["/"], run: () => findBox.current?.focus({ cursor: "all" }) },
    { id: "find.next", label: find.next, keys: ["n"], run: () => finder.step(1), quiet: true, disabled: none },
    { id: "find.previous", label: find.previous, keys: ["p"], run: () => finder.step(-1), quiet: true, disabled: none },
    { id: "mark.next", label: mark.next, keys: ["."], run: () => step(1), quiet: true },
    { id: "mark.previous", label: mark.previous, keys: [","], run: () => step(at < 0 ? 0 : -1), quiet: true },
    { id: "mark.attach", label: mark.attach, keys: ["a"], run: attach, disabled: editable ? (chosen === undefined ? mark.none : undefined) : t.review.desk.readOnly },
    ...(nextUnread ? [{ id: "reading.next", label: reading.next, keys: ["d"], run: nextUnread }] : []),
  ]);
}

function focusRemark() {
  document.querySelector<HTMLTextAreaElement>("[data-remark]")?.focus();
}
