import { useState } from "react";
import { useParams } from "react-router";
import { type Citation, type Review, type ReviewItem, useCan, useNames, useSession } from "@/api";
import { usePick, useText } from "@/text";
import { useActions } from "@/ui/actions";
import { selectedText } from "@/ui/paper/PageText";
import { Loaded } from "@/ui/states";
import { useAutosave } from "./autosave";
import { Checklist } from "./Checklist";
import { DeskHead } from "./DeskHead";
import { DeskPapers, type Place } from "./DeskPapers";
import { useCasePapers, useReview } from "./queries";
import type { CodePlace } from "./ItemCard";
import { useReading } from "./useReading";
import { filterItems, type ItemFilter, nextOpen, standing } from "./rules";
import "./review.css";

/** ReviewDeskPage is the reviewer's desk: the papers at the left with a page open, the checklist at the right. */
export function ReviewDeskPage() {
  const { id = "" } = useParams();
  const query = useReview(id);
  return <Loaded query={query} lines={12}>{(review) => <Desk key={review.id} review={review} />}</Loaded>;
}

function Desk({ review }: { review: Review }) {
  const can = useCan();
  const session = useSession().data;
  const stands = standing(review, session, can("judge"));
  const editable = stands === "mine";
  const { mark, state } = useAutosave(review);
  const [filter, setFilter] = useState<ItemFilter>("all");
  const [chosen, setChosen] = useState(() => nextOpen(review.items, "")?.id ?? review.items[0]?.id ?? "");
  const [place, setPlace] = useState<Place>({ paper: "", page: 1 });
  const readings = useReading(review.id, editable, place);
  const shown = filterItems(review.items, filter);
  const current = review.items.find((i) => i.id === chosen);
  const papers = useCasePapers(review.case).data;
  const names = useNames();
  const pick = usePick();
  const codesOf = (item: ReviewItem): CodePlace[] =>
    (item.papers ?? []).map((code) => {
      const paper = papers?.find((p) => p.code === code);
      return { code, id: paper?.id, title: pick(names.paper(code)), open: () => paper && setPlace({ paper: paper.id, page: 1 }) };
    });
  const cite = () => {
    if (!current || !editable || place.paper === "") {
      return;
    }
    const proof: Citation = { paper: place.paper, page: place.page, quote: selectedText() };
    if (!current.proofs.some((p) => p.paper === proof.paper && p.page === proof.page && p.quote === proof.quote)) {
      mark(current, { proofs: [...current.proofs, proof] });
    }
  };
  useDeskKeys({ shown, all: review.items, current, editable, choose: setChosen, mark, cite });
  return (
    <div className="desk">
      <DeskHead review={review} stands={stands} saving={state} />
      <div className="desk-halves">
        <DeskPapers readings={editable ? readings : undefined} caseId={review.case} place={place} onPlace={setPlace} onCite={editable ? cite : undefined} />
        <Checklist
          review={review} items={shown} filter={filter} onFilter={setFilter} chosen={chosen} onChoose={setChosen} editable={editable} mark={mark}
          codesOf={codesOf} onOpenProof={(p) => setPlace({ paper: p.paper, page: p.page, quote: p.quote })}
        />
      </div>
    </div>
  );
}

interface DeskKeys {
  shown: ReviewItem[];
  all: ReviewItem[];
  current: ReviewItem | undefined;
  editable: boolean;
  choose: (id: string) => void;
  mark: (item: ReviewItem, change: Partial<Pick<ReviewItem, "finding" | "remark" | "proofs">>) => void;
  cite: () => void;
}

/** useDeskKeys: j and k move, 1 2 3 0 judge and go on, r writes a remark, c cites, u goes to the next open item. */
function useDeskKeys({ shown, all, current, editable, choose, mark, cite }: DeskKeys) {
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
  ]);
}

function focusRemark() {
  document.querySelector<HTMLTextAreaElement>("[data-remark]")?.focus();
}
