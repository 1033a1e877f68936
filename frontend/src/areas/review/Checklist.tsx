import { Segmented } from "antd";
import { useEffect, useMemo, useRef } from "react";
import { type Citation, type Paper, type Review, type ReviewItem, useNames } from "@/api";
import { usePick, useText } from "@/text";
import { Nothing } from "@/ui/states";
import type { Mark } from "./autosave";
import { type CodePlace, ItemCard, type OnDepart, placeButton } from "./ItemCard";
import { Prechecks } from "./Prechecks";
import { differs, type ItemFilter } from "./rules";

interface ChecklistProps {
  review: Review;
  items: ReviewItem[];
  filter: ItemFilter;
  onFilter: (filter: ItemFilter) => void;
  chosen: string;
  onChoose: (id: string) => void;
  editable: boolean;
  mark: Mark;
  onDepart: OnDepart;
  onOpenProof: (proof: Citation) => void;
  codesOf: (item: ReviewItem) => CodePlace[];
  papers: Paper[];
  chosenMark?: string;
  /** The day of the act, by which law is read. */
  on?: string;
}

/** Checklist is the right half of the desk: the items by heading; the chosen one is open. */
export function Checklist({ review, items, filter, onFilter, chosen, onChoose, editable, mark, onDepart, onOpenProof, codesOf, papers, chosenMark, on }: ChecklistProps) {
  const t = useText();
  const d = t.review.desk;
  const pick = usePick();
  const names = useNames();
  const groups = useMemo(() => {
    const map = new Map<string, ReviewItem[]>();
    items.forEach((i) => map.set(i.heading, [...(map.get(i.heading) ?? []), i]));
    return [...map];
  }, [items]);
  const counts = {
    open: review.items.filter((i) => i.finding === "unchecked").length,
    bad: review.items.filter((i) => i.finding === "not_met").length,
    differ: review.items.filter(differs).length,
  };
  return (
    <section className="desk-list" aria-label={t.review.title}>
      <div className="desk-filter">
        <Segmented<ItemFilter>
          size="small" value={filter} onChange={onFilter}
          options={[
            { value: "all", label: `${d.filterAll} ${review.items.length}` }, { value: "open", label: `${d.filterOpen} ${counts.open}` },
            { value: "bad", label: `${d.filterBad} ${counts.bad}` }, { value: "differ", label: `${d.filterDiffer} ${counts.differ}` },
          ]}
        />
      </div>
      <div className="desk-items" role="region" aria-label={t.review.desk.filterAll} tabIndex={0}>
        {groups.length === 0 && <Nothing title={d.noItems} small />}
        {groups.map(([heading, list]) => (
          <section key={heading}>
            <h2>{pick(names.heading(heading))} <span className="faint num">{t.common.of(String(list.filter((i) => i.finding !== "unchecked").length), String(list.length))}</span></h2>
            <ul>
              {list.map((item) => (
                <Row key={item.id} item={item} chosen={item.id === chosen} onChoose={() => onChoose(item.id)}>
                  <ItemCard item={item} checks={item.id === chosen ? review.prechecks.filter((c) => c.item === item.id && c.result !== "not_applicable") : undefined} codes={item.id === chosen ? codesOf(item) : undefined} editable={editable} onMark={(change) => mark(item, change)} onDepart={onDepart} onOpenProof={onOpenProof} papers={papers} chosenMark={chosenMark} on={on} />
                </Row>
              ))}
            </ul>
          </section>
        ))}
        {filter === "all" && (
          <section>
            <h2>{t.review.prechecks.title}</h2>
            <Prechecks checks={review.prechecks} placeOf={placeButton(onOpenProof)} />
          </section>
        )}
      </div>
    </section>
  );
}

interface RowProps { item: ReviewItem; chosen: boolean; onChoose: () => void; children: React.ReactNode }

function Row({ item, chosen, onChoose, children }: RowProps) {
  const t = useText();
  const d = t.review.desk;
  const pick = usePick();
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) {
      element.current?.scrollIntoView({ block: "nearest" });
    }
  }, [chosen]);
  return (
    <li ref={element} className={chosen ? "desk-item desk-chosen" : "desk-item"}>
      <button type="button" className="desk-row" aria-expanded={chosen} onClick={onChoose}>
        <span className="mono desk-id">{item.id}</span>
        <span className={chosen ? "grow" : "grow one-line"}>{pick(item.question)}</span>
        {item.machine.result === "not_met" && item.finding === "unchecked" && <span className="tone-amber small nowrap">{d.machineResult.not_met}</span>}
        {item.carried > 0 && <span className="carried small nowrap">{t.course.carried(item.carried)}</span>}
        <span className={`finding finding-${item.finding}`}>{d.findings[item.finding]}</span>
      </button>
      {chosen && children}
    </li>
  );
}
