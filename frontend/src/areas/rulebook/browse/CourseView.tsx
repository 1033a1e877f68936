import { useMemo, useState } from "react";
import { type Tables, useRulebook } from "@/api";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Nothing } from "@/ui/states";
import { useTableNames } from "../names";
import { isText, tableOf } from "../tables";
import { draw, type StateRow, type StepRow } from "../layout";
import { CoursePicture } from "./CoursePicture";

interface Guard { id: string; level?: string; when?: string; require?: string; message?: { zh: string; en: string }; hint?: { zh: string; en: string }; article?: string }

interface CourseViewProps { tables: Tables; folder: string; onOpen: (file: string, id: string) => void }

/** CourseView draws the course of a procedure and explains the state or the step that is chosen. */
export function CourseView({ tables, folder, onOpen }: CourseViewProps) {
  const t = useText();
  const d = t.rulebook.diagram;
  const pick = usePick();
  const phases = useRulebook().data?.codes.phase;
  const states = tableOf(tables, folder, "states")?.table;
  const steps = tableOf(tables, folder, "transitions")?.table;
  const [chosen, setChosen] = useState<{ state?: string; step?: string }>({});
  const stateRows = useMemo(() => (states?.rows ?? []).map((s): StateRow => ({ id: s.id, phase: String(s.row.phase ?? ""), label: pick(s.label) || s.id, final: s.row.final === true })), [states, pick]);
  const stepRows = useMemo(() => (steps?.rows ?? []).map((s): StepRow => ({ id: s.id, from: Array.isArray(s.row.from) ? s.row.from.map(String) : [], to: String(s.row.to ?? ""), label: pick(s.label) || s.id })), [steps, pick]);
  const picture = useMemo(() => draw(stateRows, stepRows, (phases ?? []).map((p) => p.code)), [stateRows, stepRows, phases]);
  if (states === undefined || steps === undefined) {
    return <Nothing title={t.rulebook.empty} hint={t.rulebook.emptyHint} />;
  }
  const labelOf = (id: string) => stateRows.find((s) => s.id === id)?.label ?? id;
  const step = steps.rows.find((s) => s.id === chosen.step);
  return (
    <div className="course">
      <div className="panel course-picture">
        <CoursePicture picture={picture} steps={stepRows} chosen={chosen} choose={setChosen} phaseName={(code) => pick(phases?.find((p) => p.code === code)?.label) || code} />
      </div>
      <aside className="panel course-side" aria-live="polite">
        {step ? <StepDetail row={step.row} label={pick(step.label)} labelOf={labelOf} choose={(state) => setChosen({ state })} open={() => onOpen(steps.file, step.id)} />
          : chosen.state !== undefined ? <StateDetail state={chosen.state} label={labelOf(chosen.state)} steps={stepRows} labelOf={labelOf} choose={(id) => setChosen({ state: chosen.state, step: id })} open={() => onOpen(states.file, chosen.state ?? "")} />
            : <p className="soft">{d.hint}</p>}
      </aside>
    </div>
  );
}

interface StateDetailProps { state: string; label: string; steps: StepRow[]; labelOf: (id: string) => string; choose: (step: string) => void; open: () => void }

function StateDetail({ state, label, steps, labelOf, choose, open }: StateDetailProps) {
  const d = useText().rulebook.diagram;
  const out = steps.filter((s) => s.from.includes(state));
  const into = steps.filter((s) => s.to === state);
  const list = (title: string, rows: StepRow[], end: (s: StepRow) => string) => (
    <section className="stack">
      <h3>{title}</h3>
      {rows.length === 0 && <span className="faint small">{d.none}</span>}
      <ul className="stack" style={{ gap: 2 }}>
        {rows.map((s) => <li key={s.id}><button type="button" className="plain-button course-link" onClick={() => choose(s.id)}>{s.label} <span className="faint small">{end(s)}</span></button></li>)}
      </ul>
    </section>
  );
  return (
    <div className="stack stack-loose">
      <div className="row"><h2 className="grow">{label}</h2><button type="button" className="plain-button tone-accent small" onClick={open}>{d.open}</button></div>
      {list(d.steps, out, (s) => `→ ${labelOf(s.to)}`)}
      {list(d.into, into, (s) => (s.from.length > 0 ? `← ${s.from.map(labelOf).join(" / ")}` : d.entry))}
    </div>
  );
}

interface StepDetailProps { row: Record<string, unknown>; label: string; labelOf: (id: string) => string; choose: (state: string) => void; open: () => void }

function StepDetail({ row, label, labelOf, choose, open }: StepDetailProps) {
  const t = useText();
  const d = t.rulebook.diagram;
  const names = useTableNames();
  const from = strings(row.from);
  const papers = Array.isArray(row.papers) ? (row.papers as { codes?: string[]; level?: string }[]) : [];
  const facts: [string, string][] = [
    [d.roles, names.write(row.roles, "roles", row)], [d.by, String(row.by ?? "")],
    [d.papers, papers.map((p) => `${(p.codes ?? []).map((c) => names.write(c, "paper", row)).join(` ${t.common.or} `)}${p.level ? ` (${t.rulebook.words[p.level] ?? p.level})` : ""}`).join(t.common.list)],
    [d.starts, strings(row.starts).join(" ")], [d.ends, strings(row.ends).join(" ")], [d.pauses, strings(row.pauses).join(" ")], [d.resumes, strings(row.resumes).join(" ")],
    [t.rulebook.basis, String(row.article ?? "")],
  ];
  const to = String(row.to ?? "");
  return (
    <div className="stack stack-loose">
      <div className="row"><h2 className="grow">{label}</h2><button type="button" className="plain-button tone-accent small" onClick={open}>{d.open}</button></div>
      <div className="row row-wrap small">
        {from.length === 0 && <span className="faint">{d.entry}</span>}
        {from.map((id) => <button key={id} type="button" className="plain-button course-link" onClick={() => choose(id)}>{labelOf(id)}</button>)}
        <span>→</span><button type="button" className="plain-button course-link" onClick={() => choose(to)}>{labelOf(to)}</button>
      </div>
      <dl>{facts.filter(([, value]) => value !== "").map(([title, value]) => <div key={title} className="fact"><dt>{title}</dt><dd>{value}</dd></div>)}</dl>
      <Guards guards={Array.isArray(row.guards) ? (row.guards as Guard[]) : []} />
    </div>
  );
}

function Guards({ guards }: { guards: Guard[] }) {
  const d = useText().rulebook.diagram;
  const pick = usePick();
  return (
    <section className="stack">
      <h3>{d.guards}</h3>
      {guards.length === 0 && <span className="faint small">{d.none}</span>}
      <ul className="stack">
        {guards.map((g) => (
          <li key={g.id} className={g.level === "block" ? "stop stop-block" : "stop"}>
            <div>{isText(g.message) ? pick(g.message) : g.id} <Badge tone={g.level === "block" ? "red" : "amber"}>{g.level === "block" ? d.block : d.warn}</Badge></div>
            {isText(g.hint) && <div className="soft small">{pick(g.hint)}</div>}
            {g.when && <code className="condition small">{g.when}</code>}
            {g.require && <code className="condition small">{g.require}</code>}
            {g.article && <div className="faint small">{g.article}</div>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
