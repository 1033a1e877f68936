import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { RowChange } from "@/api";
import { count, diffWords } from "@/format";
import { useText } from "@/text";
import { Badge, type Tone } from "@/ui/Badge";
import { Diff } from "@/ui/Marked";
import { Nothing } from "@/ui/states";
import { byFile, type ChangeKind, keyChanges, type KeyChange, kindOf } from "./changes";
import { useTableNames } from "./names";

const tones: Record<ChangeKind, Tone> = { added: "accent", removed: "red", changed: "amber", moved: "quiet" };
const mostShown = 60;

interface RowDiffProps { rows: RowChange[]; extra?: (change: RowChange) => ReactNode }

/** RowDiff shows a change row by row and column by column: what was there, and what is to stand there. */
export function RowDiff({ rows, extra }: RowDiffProps) {
  const d = useText().rulebook.diff;
  const names = useTableNames();
  const [all, setAll] = useState(false);
  if (rows.length === 0) {
    return <Nothing title={d.none} small />;
  }
  const shown = all ? rows : rows.slice(0, mostShown);
  return (
    <div className="stack stack-loose">
      {byFile(shown).map(({ file, changes }) => (
        <section key={file} className="stack">
          <h3 className="row diff-file">{names.file(file)} <span className="mono faint small">{file}</span></h3>
          <ul className="stack">
            {changes.map((change, i) => <ChangedRow key={i} change={change} extra={extra?.(change)} />)}
          </ul>
        </section>
      ))}
      {shown.length < rows.length && <div><Button size="small" onClick={() => setAll(true)}>{d.more} ({count(rows.length)})</Button></div>}
    </div>
  );
}

function ChangedRow({ change, extra }: { change: RowChange; extra?: ReactNode }) {
  const d = useText().rulebook.diff;
  const names = useTableNames();
  const kind = kindOf(change);
  const row = change.after ?? change.before ?? {};
  return (
    <li className="diff-row">
      <div className="row">
        <Badge tone={tones[kind]}>{d.kinds[kind]}</Badge>
        <span className="mono soft">{change.id || (kind === "moved" ? "" : d.says)}</span>
        <strong className="one-line">{names.write(change.label, "label", row)}</strong>
        <span className="grow" />
        {extra}
      </div>
      {kind === "moved" ? <p className="soft small">{d.order}</p> : (
        <dl>{keyChanges(change.before, change.after).map((c) => <ChangedKey key={`${c.key}.${c.language ?? ""}`} change={c} row={row} kind={kind} />)}</dl>
      )}
    </li>
  );
}

/** ChangedKey compares words by words, and numbers as a whole. */
function ChangedKey({ change, row, kind }: { change: KeyChange; row: Record<string, unknown>; kind: ChangeKind }) {
  const { edit, diff: d } = useText().rulebook;
  const names = useTableNames();
  const write = (value: unknown) => names.write(value, change.key, row);
  const [before, after] = [write(change.before), write(change.after)];
  const whole = typeof (change.after ?? change.before) !== "string" && !before.includes("\n") && !after.includes("\n");
  return (
    <div className="fact">
      <dt title={change.key}>{names.column(change.key)}{change.language && <span className="faint small"> {change.language === "zh" ? edit.zh : edit.en}</span>}</dt>
      <dd>
        {kind !== "changed" ? <span className="prose">{after || before}</span>
          : whole ? <span className="row row-wrap"><del className="diff-removed">{before || d.noValue}</del><span aria-hidden>→</span><ins className="diff-added">{after || d.noValue}</ins></span>
            : <Diff parts={diffWords(before, after)} brief />}
      </dd>
    </div>
  );
}
