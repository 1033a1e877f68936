import { CloseOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useState } from "react";
import { type Citation, type Finding, type ItemMark, nameOf, type Paper, type Precheck, type ReviewItem } from "@/api";
import { minute } from "@/format";
import { usePick, useText } from "@/text";
import { Article } from "@/ui/Article";
import { DepartureBox } from "@/ui/DepartureBox";
import { markKey, moment } from "@/ui/paper/marks";
import { titleOf } from "@/ui/paper/PaperList";
import { useWriteValue } from "@/ui/values";
import { type PlaceOf, PrecheckLine } from "./Prechecks";
import { silent } from "./rules";

interface ItemCardProps { item: ReviewItem; editable: boolean; onDepart?: OnDepart; onMark: (change: Partial<ItemMark>) => void; onOpenProof: (proof: Citation) => void; codes?: CodePlace[]; checks?: Precheck[]; papers?: Paper[]; chosenMark?: string; on?: string }

/** OnDepart keeps the reason why the case leaves a standard at an item. */
export type OnDepart = (item: string, text: string, waived: boolean, done: () => void) => void;

/** CodePlace is a paper to look at for an item; without an id the case has none of that class. */
export interface CodePlace { code: string; id?: string; title: string; open: () => void }

const choices: { finding: Finding; key: string }[] = [{ finding: "met", key: "1" }, { finding: "not_met", key: "2" }, { finding: "not_applicable", key: "3" }, { finding: "unchecked", key: "0" }];

/** ItemCard is the open item: what to look at, what the machine found and from what, the finding, the remark, the proof. */
export function ItemCard({ item, editable, onMark, onDepart, onOpenProof, codes = [], checks = [], papers = [], chosenMark, on }: ItemCardProps) {
  const t = useText();
  const d = t.review.desk;
  const pick = usePick();
  return (
    <div className="item-card">
      <div className="small soft">
        <span>{d.lookAt}{t.common.sep}{pick(item.look_at) || "—"}</span>
        {item.article !== "" && <span> · {d.basis}{t.common.sep}<Article text={item.article} on={on} /> <kbd>l</kbd></span>}
      </div>
      {codes.length > 0 && (
        <div className="row row-wrap">
          {codes.map((c) => <button key={c.code} type="button" className="code-chip" disabled={c.id === undefined} title={c.id === undefined ? d.noPaper : c.code} onClick={c.open}>{c.title}</button>)}
        </div>
      )}
      {item.tip && pick(item.tip) !== "" && <div className="small faint">{pick(item.tip)}</div>}
      <Machine item={item} />
      {item.departure && <DepartureBox departure={item.departure} mayWaive onSave={editable && onDepart ? (text, waived, done) => onDepart(item.id, text, waived, done) : undefined} />}
      {checks.length > 0 && <ul className="prechecks" aria-label={t.review.prechecks.title}>{checks.map((c) => <PrecheckLine key={c.id} check={c} placeOf={placeButton(onOpenProof)} />)}</ul>}
      <div className="row row-wrap" role="radiogroup" aria-label={t.review.title}>
        {choices.map(({ finding, key }) => (
          <button
            key={finding} type="button" role="radio" aria-checked={item.finding === finding} disabled={!editable}
            className={`choice choice-${finding}`} onClick={() => onMark({ finding })}
          >
            {d.findings[finding]} <kbd>{key}</kbd>
          </button>
        ))}
        <span className="grow" />
        {item.carried > 0 && <span className="carried small">{t.course.carried(item.carried)}</span>}
        {item.by && item.finding !== "unchecked" && <span className="faint small">{d.judgedBy(nameOf(item.by), minute(item.at ?? ""))}</span>}
      </div>
      <Remark key={item.id} item={item} editable={editable} onMark={onMark} />
      {item.proofs.length > 0 && (
        <ul className="stack" style={{ gap: 4 }} aria-label={d.proofs}>
          {item.proofs.map((proof, i) => (
            <Proof key={i} proof={proof} paper={papers.find((p) => p.id === proof.paper)} chosen={markKey(proof) === chosenMark} onOpen={() => onOpenProof(proof)} onRemove={editable ? () => onMark({ proofs: item.proofs.filter((_, k) => k !== i) }) : undefined} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** Remark holds what is being typed itself: the stored remark arrives a moment later, and typing, above all through an input method, must not wait for it. */
function Remark({ item, editable, onMark }: Omit<ItemCardProps, "onOpenProof" | "codes">) {
  const t = useText();
  const d = t.review.desk;
  const [typed, setTyped] = useState(item.remark);
  const [writing, setWriting] = useState(false);
  const shown = writing ? typed : item.remark;
  return (
    <Input.TextArea
      data-remark autoSize={{ minRows: 1, maxRows: 8 }} value={shown} readOnly={!editable} placeholder={silent(item) ? d.remarkSilent : d.remarkHint} aria-label={d.remark}
      status={(item.finding === "not_met" && shown.trim() === "") || silent({ ...item, remark: shown }) ? "warning" : undefined}
      onFocus={() => {
        setTyped(item.remark);
        setWriting(true);
      }}
      onBlur={() => setWriting(false)}
      onChange={(e) => {
        setTyped(e.target.value);
        onMark({ remark: e.target.value });
      }}
      onKeyDown={(e) => e.key === "Escape" && e.currentTarget.blur()}
    />
  );
}

function Machine({ item }: { item: ReviewItem }) {
  const t = useText();
  const d = t.review.desk;
  const pick = usePick();
  const write = useWriteValue();
  const { result, because, missing } = item.machine;
  const kind = item.class === "A" || item.class === "S" ? item.class : "M";
  return (
    <div className={`machine machine-${result}`}>
      <span className="machine-class" title={t.desk.machine.classHint[kind]}>{item.class}</span>
      <span className="nowrap">{d.machineResult[result]}</span>
      {because.length > 0 && <span className="soft">{because.map((b) => `${pick(b.label)} ${write(b.field, b.value)}`).join(" · ")}</span>}
      {missing.length > 0 && <span className="tone-amber">{d.missing}{t.common.sep}{missing.map((m) => pick(m.label)).join(t.common.list)}</span>}
    </div>
  );
}

/** placeButton opens a place beside the list. */
export function placeButton(onOpen: (place: Citation) => void): PlaceOf {
  return function Place(place, title) {
    return <PlaceButton title={title} place={place} onOpen={() => onOpen(place)} />;
  };
}

function PlaceButton({ place, title, onOpen }: { place: Citation; title: string; onOpen: () => void }) {
  const t = useText();
  return <button type="button" className="plain-button proof-link" onClick={onOpen}>{t.review.prechecks.place(title, place.quote)}</button>;
}

interface ProofProps { proof: Citation; paper?: Paper; chosen: boolean; onOpen: () => void; onRemove?: () => void }

function Proof({ proof, paper, chosen, onOpen, onRemove }: ProofProps) {
  const t = useText();
  const pick = usePick();
  const { span, region, page, quote } = proof;
  const place = span ? t.desk.span.range(moment(span.from), moment(span.to)) : `${t.common.page(page)}${region ? ` ${t.desk.mark.region}` : ""}`;
  return (
    <li className={chosen ? "row small proof proof-chosen" : "row small proof"}>
      <button type="button" className="plain-button one-line proof-link" aria-pressed={chosen} title={t.review.desk.openProof} onClick={onOpen}>{paper ? titleOf(paper, pick) : proof.paper} {place}{quote !== "" && ` “${quote}”`}</button>
      {onRemove && <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t.review.desk.removeProof} title={t.review.desk.removeProof} onClick={onRemove} />}
    </li>
  );
}
