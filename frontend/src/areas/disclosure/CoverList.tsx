import { Button } from "antd";
import { useEffect, useRef } from "react";
import type { Disclosure, Scan } from "@/api";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { Nothing } from "@/ui/states";
import type { Working } from "./covers";
import { useDisclosureStep } from "./queries";

interface CoverListProps {
  data: Disclosure; scan: Scan; covers: Working[]; chosen: string; saving: string; editable: boolean;
  onChoose: (c: Working) => void; onToggle?: (c: Working) => void; onUndo?: () => void;
}

/** CoverList lists the boxes on the pages of a paper, in the order in which they are read; each is accepted, left open with a reason, or taken off. */
export function CoverList({ data, scan, covers, chosen, saving, editable, onChoose, onToggle, onUndo }: CoverListProps) {
  const t = useText();
  const s = t.disclosure.scan;
  const notify = useNotify();
  const step = useDisclosureStep(data.id);
  const pages = [...new Set(covers.map((c) => c.page))];
  return (
    <div className="mask-list" data-saving={saving}>
      <div className="mask-count small row">
        <span className="faint grow">{t.disclosure.desk.accepted(covers.filter((c) => c.accepted).length, covers.length)} · <span aria-live="polite">{s.saving[saving as keyof typeof s.saving]}</span></span>
        {editable && <Button size="small" type="text" disabled={!onUndo} onClick={onUndo}>{s.undo} <kbd>Ctrl Z</kbd></Button>}
      </div>
      {covers.length === 0 && <Nothing title={s.none} hint={data.can_read ? s.noneHint : s.noneByHand} small />}
      <ul>
        {pages.map((page) => (
          <li key={page}>
            <h4 className="cover-page small soft">{t.common.page(page)}</h4>
            <ul>{covers.filter((c) => c.page === page).map((c) => <Row key={c.id} cover={c} chosen={c.id === chosen} plain={scan.finished.some((f) => f.page === c.page && f.plain.includes(c.id))} onChoose={() => onChoose(c)} onToggle={onToggle && (() => onToggle(c))} />)}</ul>
          </li>
        ))}
      </ul>
      {editable && <div className="panel-body"><Button size="small" loading={step.isPending} onClick={() => step.mutate({ step: "removeScan", paper: scan.paper.id }, { onSuccess: () => notify.done(s.removed) })}>{s.remove}</Button></div>}
    </div>
  );
}

function Row({ cover, chosen, plain, onChoose, onToggle }: { cover: Working; chosen: boolean; plain: boolean; onChoose: () => void; onToggle?: () => void }) {
  const t = useText();
  const d = t.disclosure.desk;
  const s = t.disclosure.scan;
  const pick = usePick();
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) {
      element.current?.scrollIntoView({ block: "nearest" });
    }
  }, [chosen]);
  const option = (accepted: boolean, label: string) => <button type="button" role="radio" aria-checked={cover.accepted === accepted} disabled={!onToggle} onClick={() => cover.accepted !== accepted && onToggle?.()}>{label}</button>;
  return (
    <li ref={element} className={chosen ? "mask-row mask-row-chosen" : "mask-row"} onClick={onChoose} data-cover={cover.id}>
      <div className="row"><button type="button" className="plain-button strong one-line grow" onClick={onChoose}>{pick(cover.label) || cover.rule}</button>{plain && <Badge tone="quiet" title={s.plainHint}>{s.plainShort}</Badge>}<Badge tone="quiet">{cover.by === "machine" ? d.machine : d.person}</Badge></div>
      <div className="mask-change">{cover.original === "" ? <span className="faint">{s.nothingRead}</span> : <span className={cover.accepted ? "diff-removed" : ""}>{cover.original}</span>}</div>
      <div className="row">
        <span className="faint small grow">{pick(cover.reason)}</span>
        {cover.by === "person" ? onToggle && <Button size="small" onClick={onToggle}>{d.remove}</Button> : <span className="two-way" role="radiogroup" aria-label={pick(cover.label)}>{option(true, s.cover)}{option(false, s.open)}</span>}
      </div>
    </li>
  );
}
