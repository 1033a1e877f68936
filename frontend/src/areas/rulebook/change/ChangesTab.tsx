import { Button, Popconfirm } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { type RowChange, useLibrary } from "@/api";
import { useText } from "@/text";
import { Panel } from "@/ui/Page";
import { Loaded, Nothing, ProblemView, Waiting } from "@/ui/states";
import { asked, drop, type Edit } from "../edits";
import { RowDiff } from "../RowDiff";
import { type Change, type Draft, useCheck, useDraft } from "../queries";
import { FaultList } from "./FaultList";
import { ProposeForm } from "./ProposeForm";
import { RowForm } from "./RowForm";
import { TestPanel } from "./TestPanel";

/** ChangesTab is the change set: its rows, what is wrong with them, the test on the office's cases, and the proposal. */
export function ChangesTab() {
  const t = useText();
  const d = t.rulebook.draft;
  const library = useLibrary();
  const { draft, setDraft } = useDraft();
  if (draft.bundle === undefined && draft.edits.length === 0) {
    return <Nothing title={d.empty} hint={library.data && !library.data.may_propose ? d.mayNot : d.emptyHint} action={<Link to="/rulebook/law">{d.browse}</Link>} />;
  }
  return <Loaded query={library}>{(data) => <ChangeSet draft={draft} setDraft={setDraft} base={data.current} mayPropose={data.may_propose} />}</Loaded>;
}

interface ChangeSetProps { draft: Draft; setDraft: (draft: Draft) => void; base: string; mayPropose: boolean }

function ChangeSet({ draft, setDraft, base, mayPropose }: ChangeSetProps) {
  const t = useText();
  const d = t.rulebook.draft;
  const change: Change = draft.bundle ? { bundle: draft.bundle.content } : { edits: asked(draft.edits) };
  const check = useCheck(change, base);
  const sound = check.data !== undefined && check.data.faults.length === 0;
  const discard = <Popconfirm title={d.discardAsk} onConfirm={() => setDraft({ edits: [] })}><Button size="small" danger>{d.discard}</Button></Popconfirm>;
  return (
    <div className="stack stack-loose book-narrow">
      {draft.bundle && <div className="problem problem-quiet"><h3>{d.imported(draft.bundle.name)}</h3><p>{d.importedHint}</p></div>}
      <Panel title={`${d.rows}${check.data && sound ? ` · ${d.count(check.data.rows.length)}` : ""}`} extra={discard}>
        {check.isError ? <div className="stack"><ProblemView problem={check.error} /><PlainEdits draft={draft} setDraft={setDraft} /></div>
          : check.data === undefined ? <Waiting />
            : sound ? <RowDiff rows={check.data.rows} extra={draft.bundle ? undefined : (row) => <EditButtons edit={editOfRow(draft.edits, row)} draft={draft} setDraft={setDraft} />} />
              : <div className="stack"><FaultList faults={check.data.faults} /><PlainEdits draft={draft} setDraft={setDraft} /></div>}
      </Panel>
      {sound && <TestPanel change={change} />}
      {sound && mayPropose && <ProposeForm change={change} onProposed={() => setDraft({ edits: [] })} />}
    </div>
  );
}

/** editOfRow finds the edit that made a change; a new row goes by the number that it now has. */
function editOfRow(edits: Edit[], row: RowChange): Edit | undefined {
  const same = edits.filter((e) => e.file === row.file);
  return same.find((e) => e.fresh === undefined && (e.id ?? "") === row.id) ?? same.find((e) => e.fresh !== undefined && JSON.stringify(e.row?.label ?? e.row) === JSON.stringify(row.after?.label ?? row.after));
}

/** PlainEdits lists the edits as they were made, for a change set in which something is wrong. */
function PlainEdits({ draft, setDraft }: { draft: Draft; setDraft: (draft: Draft) => void }) {
  const r = useText().rulebook;
  return (
    <ul className="stack">
      {draft.edits.map((edit) => (
        <li key={`${edit.file}/${edit.fresh ?? edit.id}`} className="row">
          <span className="mono small">{edit.file} · {edit.fresh ? String(edit.row?.id ?? edit.row?.code ?? edit.row?.name ?? r.edit.titleNew) : edit.id || r.diff.says}</span>
          {edit.removed && <span className="tone-red small">{r.removed}</span>}
          <span className="grow" />
          <EditButtons edit={edit} draft={draft} setDraft={setDraft} />
        </li>
      ))}
    </ul>
  );
}

interface EditButtonsProps { edit: Edit | undefined; draft: Draft; setDraft: (draft: Draft) => void }

function EditButtons({ edit, draft, setDraft }: EditButtonsProps) {
  const r = useText().rulebook;
  const [open, setOpen] = useState(false);
  if (edit === undefined) {
    return null;
  }
  return (
    <span className="row">
      {edit.row && <Button size="small" type="text" onClick={() => setOpen(true)}>{r.draft.editRow}</Button>}
      <Button size="small" type="text" onClick={() => setDraft({ ...draft, edits: drop(draft.edits, edit) })}>{r.edit.takeBack}</Button>
      {open && edit.row && <RowForm file={edit.file} id={edit.id} row={edit.row} fresh={edit.fresh} onClose={() => setOpen(false)} />}
    </span>
  );
}
