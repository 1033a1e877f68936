import { Button, Checkbox, Input, InputNumber, Segmented } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { download, type DossierFault, type DossierSay, type ScoreLine, type ScoreSheet, type VetoLine } from "@/api";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Panel } from "@/ui/Page";
import { useNotify } from "@/ui/notify";
import { Loaded } from "@/ui/states";
import { useSay, useScore } from "./queries";

const tenths = (n: number) => (n / 10).toFixed(n % 10 === 0 ? 0 : 1);

/** ScorePanel is the review of a dossier: what the program found, with a jump to where it is mended, and what people say. */
export function ScorePanel({ id, round, title }: { id: string; round: string; title: string }) {
  const query = useScore(id, round);
  return <Loaded query={query} lines={4}>{(sheet) => <Sheet key={sheet.at} id={id} round={round} title={title} sheet={sheet} />}</Loaded>;
}

function saidIn(sheet: ScoreSheet): DossierSay {
  const say: DossierSay = { vetoes: {}, lines: {}, why: {}, remark: sheet.remark };
  sheet.vetoes.forEach((v) => {
    if (v.says) {say.vetoes[v.id] = v.says;}
    if (v.why) {say.why[v.id] = v.why;}
  });
  sheet.lines.forEach((l) => {
    if (l.say !== undefined) {say.lines[l.id] = l.say;}
    if (l.why) {say.why[l.id] = l.why;}
  });
  return say;
}

function Sheet({ id, round, title, sheet }: { id: string; round: string; title: string; sheet: ScoreSheet }) {
  const t = useText().dossier;
  const notify = useNotify();
  const run = useSay(id, round);
  const [say, setSay] = useState(() => saidIn(sheet));
  const [all, setAll] = useState(round !== "");
  const shown = <R extends { state: string }>(rows: R[]) => rows.filter((r) => all || r.state === "found" || r.state === "ask");
  const why = (key: string, text: string) => setSay((s) => ({ ...s, why: { ...s.why, [key]: text } }));
  const tone = sheet.grade === "fail" ? "red" : sheet.grade === "pass" ? "amber" : "accent";
  return (
    <Panel
      title={<>{title} <Badge tone={tone}>{t.points(tenths(sheet.tenths))} · {t.grades[sheet.grade as keyof typeof t.grades]}</Badge>{sheet.open > 0 && <span className="soft small"> {t.open2(sheet.open)}</span>}</>}
      extra={<span className="row"><Checkbox checked={all} onChange={(e) => setAll(e.target.checked)}>{t.showAll}</Checkbox><Button size="small" onClick={() => void download("GET", `/api/cases/${id}/dossier/review/docx?round=${round}`)}>{t.sheet}</Button></span>}
    >
      <h3 className="score-head">{t.vetoes}</h3>
      <ul className="score-list">
        {shown(sheet.vetoes).map((v) => <Veto key={v.id} id={id} line={v} say={say.vetoes[v.id]} why={say.why[v.id] ?? ""} onSay={(word) => setSay((s) => ({ ...s, vetoes: { ...s.vetoes, [v.id]: word } }))} onWhy={(text) => why(v.id, text)} />)}
      </ul>
      <h3 className="score-head">{t.lines}</h3>
      <ul className="score-list">
        {shown(sheet.lines).map((l) => <Line key={l.id} id={id} line={l} say={say.lines[l.id]} why={say.why[l.id] ?? ""} onSay={(n) => setSay((s) => ({ ...s, lines: { ...s.lines, [l.id]: n } }))} onWhy={(text) => why(l.id, text)} />)}
      </ul>
      <Input.TextArea rows={2} value={say.remark} placeholder={t.remark} aria-label={t.remark} onChange={(e) => setSay({ ...say, remark: e.target.value })} />
      <div className="row score-foot"><Button type="primary" loading={run.isPending} onClick={() => run.mutate(say, { onSuccess: () => notify.done(t.kept2) })}>{t.keep}</Button></div>
    </Panel>
  );
}

function Veto({ id, line, say, why, onSay, onWhy }: { id: string; line: VetoLine; say?: string; why: string; onSay: (word: string) => void; onWhy: (text: string) => void }) {
  const t = useText().dossier;
  const pick = usePick();
  return (
    <li className="score-line">
      <span className="mono faint">{line.id}</span>
      <span>{pick(line.label)}<Faults id={id} faults={line.faults} /></span>
      <State state={line.state} />
      <Segmented size="small" value={say ?? ""} onChange={onSay} options={[{ value: "no", label: t.no2 }, { value: "yes", label: t.yes }]} />
      <Input size="small" value={why} placeholder={t.why} aria-label={`${line.id} ${t.why}`} onChange={(e) => onWhy(e.target.value)} />
    </li>
  );
}

function Line({ id, line, say, why, onSay, onWhy }: { id: string; line: ScoreLine; say?: number; why: string; onSay: (n: number) => void; onWhy: (text: string) => void }) {
  const t = useText().dossier;
  const pick = usePick();
  return (
    <li className="score-line">
      <span className="mono faint">{line.id}</span>
      <span><span className="soft">{pick(line.section)}</span> {pick(line.label)}<Faults id={id} faults={line.faults} /></span>
      <State state={line.state} />
      <span className="row"><InputNumber size="small" min={0} max={line.full / 10} step={0.5} value={(say ?? line.lost) / 10} aria-label={`${line.id} ${t.lost}`} onChange={(n) => onSay(Math.round((n ?? 0) * 10))} /><span className="faint num">/ {line.full / 10}</span></span>
      <Input size="small" value={why} placeholder={t.why} aria-label={`${line.id} ${t.why}`} onChange={(e) => onWhy(e.target.value)} />
    </li>
  );
}

function State({ state }: { state: string }) {
  const t = useText().dossier;
  const tone = state === "found" ? "red" : state === "ask" ? "amber" : "quiet";
  return <Badge tone={tone}>{t.states[state as keyof typeof t.states]}</Badge>;
}

/** Faults lists what was found, each with the way to where it is mended. */
function Faults({ id, faults }: { id: string; faults: DossierFault[] }) {
  const t = useText().dossier;
  const pick = usePick();
  const to = (f: DossierFault) => (f.paper ? `/cases/${id}/papers/${f.paper}` : f.field ? `/cases/${id}?field=${f.field}` : f.item ? `/cases/${id}/review` : `/cases/${id}/papers`);
  return <>{faults.map((f, i) => <span key={i} className="score-fault">{pick(f.message)} <Link to={to(f)}>{t.mend}</Link></span>)}</>;
}
