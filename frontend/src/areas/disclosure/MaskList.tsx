import { Button } from "antd";
import { useEffect, useRef } from "react";
import type { Mask } from "@/api";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Nothing } from "@/ui/states";

interface MaskListProps { masks: Mask[]; chosen: string; onChoose: (id: string) => void; onToggle?: (id: string) => void; busy: boolean }

/** MaskList lists the masks in the order of the text; each is accepted or refused. */
export function MaskList({ masks, chosen, onChoose, onToggle, busy }: MaskListProps) {
  const t = useText();
  const d = t.disclosure.desk;
  if (masks.length === 0) {
    return <Nothing title={d.noMasks} hint={d.noMasksHint} small />;
  }
  return (
    <ul className="mask-list">
      <li className="mask-count faint small">{d.accepted(masks.filter((m) => m.accepted).length, masks.length)}</li>
      {masks.map((m) => <Row key={m.id} mask={m} chosen={m.id === chosen} busy={busy} onChoose={() => onChoose(m.id)} onToggle={onToggle && (() => onToggle(m.id))} />)}
    </ul>
  );
}

function Row({ mask, chosen, busy, onChoose, onToggle }: { mask: Mask; chosen: boolean; busy: boolean; onChoose: () => void; onToggle?: () => void }) {
  const t = useText();
  const d = t.disclosure.desk;
  const pick = usePick();
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) {
      element.current?.scrollIntoView({ block: "nearest" });
    }
  }, [chosen]);
  const option = (accepted: boolean, label: string) => (
    <button type="button" role="radio" aria-checked={mask.accepted === accepted} disabled={!onToggle || busy} onClick={() => mask.accepted !== accepted && onToggle?.()}>{label}</button>
  );
  return (
    <li ref={element} className={chosen ? "mask-row mask-row-chosen" : "mask-row"} onClick={onChoose}>
      <div className="row"><button type="button" className="plain-button strong one-line grow" onClick={onChoose}>{pick(mask.label) || mask.rule}</button><Badge tone="quiet">{mask.by === "machine" ? d.machine : d.person}</Badge></div>
      <div className="mask-change"><span className={mask.accepted ? "diff-removed" : ""}>{mask.original}</span>{mask.accepted && <> → <span className="diff-added">{mask.mask}</span></>}</div>
      <div className="row"><span className="faint small grow">{pick(mask.reason)}</span>{mask.by === "person" ? onToggle && <Button size="small" disabled={busy} onClick={onToggle}>{d.remove}</Button> : <span className="two-way" role="radiogroup" aria-label={pick(mask.label)}>{option(true, d.accept)}{option(false, d.refuse)}</span>}</div>
    </li>
  );
}
