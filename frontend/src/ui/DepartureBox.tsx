import { Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { type Departure, nameOf } from "@/api";
import { minute } from "@/format";
import { usePick, useText } from "@/text";
import { Article } from "./Article";
import { useWriteValue } from "./values";

interface DepartureBoxProps {
  departure: Departure;
  /** Keeps the reason, then calls back; absent where the reader may give none. */
  onSave?: (text: string, waived: boolean, done: () => void) => void;
  saving?: boolean;
  /** The reviewer may say that no reason is needed. */
  mayWaive?: boolean;
}

/** reasoned tells whether a reason stands for the case as it is. */
export function reasoned(departure: Departure | undefined): boolean {
  return departure === undefined || (departure.text !== "" && !departure.stale);
}

/** DepartureBox says how the case leaves the standard, and holds the reason that goes into the review. */
export function DepartureBox({ departure, onSave, saving, mayWaive }: DepartureBoxProps) {
  const d = useText().review.departure;
  const t = useText();
  const pick = usePick();
  const write = useWriteValue();
  const [editing, setEditing] = useState(false);
  const stands = reasoned(departure);
  return (
    <div className="departure stack small" role="group" aria-label={d.title}>
      <div>
        <strong className="tone-amber">{d.title}</strong> <span className="num">{departure.because.map((b) => `${pick(b.label)} ${write(b.field, b.value)}`).join(" · ")}</span>
        {departure.article !== "" && <span className="faint"> · <Article text={departure.article} /></span>}
      </div>
      {departure.text !== "" && !editing && (
        <div className={departure.stale ? "soft" : undefined}>
          <span className="soft">{departure.waived ? d.waived : d.reason}{t.common.sep}</span>{departure.text}
          {departure.by && <span className="faint"> {nameOf(departure.by)} {minute(departure.at ?? "")}</span>}
          {stands && onSave && <Button size="small" type="link" onClick={() => setEditing(true)}>{t.common.edit}</Button>}
        </div>
      )}
      {departure.stale && <div className="tone-amber">{d.stale}</div>}
      {!stands && !onSave && <div className="tone-amber">{d.lacking}</div>}
      {onSave && (editing || !stands) && <Form key={departure.item} departure={departure} saving={saving} mayWaive={mayWaive} onCancel={editing ? () => setEditing(false) : undefined} onSave={(text, waived) => onSave(text, waived, () => setEditing(false))} />}
    </div>
  );
}

interface FormProps { departure: Departure; saving?: boolean; mayWaive?: boolean; onSave: (text: string, waived: boolean) => void; onCancel?: () => void }

function Form({ departure, saving, mayWaive, onSave, onCancel }: FormProps) {
  const t = useText();
  const d = t.review.departure;
  const [text, setText] = useState(departure.text);
  const [waived, setWaived] = useState(departure.waived);
  return (
    <>
      <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} value={text} placeholder={waived ? d.waiveHint : d.hint} aria-label={waived ? d.waiveHint : d.reason} onChange={(e) => setText(e.target.value)} onKeyDown={(e) => e.key === "Escape" && e.currentTarget.blur()} />
      <div className="row">
        {mayWaive && <Checkbox checked={waived} onChange={(e) => setWaived(e.target.checked)}>{d.waive}</Checkbox>}
        <span className="grow" />
        {onCancel && <Button size="small" onClick={onCancel}>{t.common.cancel}</Button>}
        <Button size="small" type="primary" loading={saving} disabled={text.trim() === ""} onClick={() => onSave(text.trim(), waived)}>{d.save}</Button>
      </div>
    </>
  );
}
