import { Button, Drawer, Popconfirm } from "antd";
import { useState } from "react";
import { type Tables, useLibrary } from "@/api";
import { useText } from "@/text";
import { Article } from "@/ui/Article";
import { Badge } from "@/ui/Badge";
import { ReasonButton } from "@/ui/ReasonButton";
import { Nothing } from "@/ui/states";
import { RowForm } from "../change/RowForm";
import { conditions, drop, editOf, identity, put } from "../edits";
import { Marks } from "../Marks";
import { useTableNames } from "../names";
import { useDraft } from "../queries";
import { inReadingOrder, isText, type Part, partsOf, statutory, tableOf } from "../tables";

interface RowDrawerProps { tables: Tables; folder: string; schema: string; id: string; readOnly: boolean; onClose: () => void }

/** RowDrawer shows a row whole, and begins its change or removal. */
export function RowDrawer({ tables, folder, schema, id, readOnly, onClose }: RowDrawerProps) {
  const r = useText().rulebook;
  const names = useTableNames();
  const { draft, setDraft } = useDraft();
  const may = useLibrary().data?.may_propose === true && !readOnly && draft.bundle === undefined;
  const [form, setForm] = useState<"edit" | "copy">();
  const table = tableOf(tables, folder, schema)?.table;
  const row = id === "" ? table?.says : table?.rows.find((x) => x.id === id)?.row;
  if (table === undefined || row === undefined) {
    return <Drawer open onClose={onClose} title={id} size={640}><Nothing title={r.searchNone} small /></Drawer>;
  }
  const edit = editOf(draft.edits, table.file, id);
  const lawful = statutory(row);
  const actions = may && (
    <span className="row row-wrap">
      {edit && <Button size="small" onClick={() => setDraft({ ...draft, edits: drop(draft.edits, edit) })}>{r.edit.takeBack}</Button>}
      {!edit?.removed && <Button size="small" type="primary" onClick={() => setForm("edit")}>{r.edit.edit}</Button>}
      {id !== "" && <Button size="small" onClick={() => setForm("copy")}>{r.edit.copy}</Button>}
      {id !== "" && !edit?.removed && (lawful ? <ReasonButton size="small" danger reason={r.edit.statutoryHint}>{r.edit.remove}</ReasonButton> : (
        <Popconfirm title={r.edit.removeAsk} description={r.edit.removeHint} onConfirm={() => setDraft({ ...draft, edits: put(draft.edits, { file: table.file, id, removed: true }) })}>
          <Button size="small" danger>{r.edit.remove}</Button>
        </Popconfirm>
      ))}
    </span>
  );
  return (
    <Drawer open onClose={onClose} title={<span className="row">{id === "" ? r.says : id}{edit && <Badge tone="amber">{edit.removed ? r.removed : r.edited}</Badge>}</span>} size={680} extra={actions}>
      <div className="stack stack-loose">
        <span className="soft small">{names.file(table.file)} <span className="mono faint">{table.file}</span></span>
        {lawful && <div className="problem problem-quiet"><h3>{r.edit.statutory}</h3><p>{r.edit.statutoryHint}</p></div>}
        <RowFacts row={edit?.row ?? row} />
      </div>
      {form === "edit" && <RowForm file={table.file} id={id} row={edit?.row ?? row} onClose={() => setForm(undefined)} />}
      {form === "copy" && <RowForm file={table.file} row={blank(row)} fresh={`+${draft.edits.length + 1}`} onClose={() => setForm(undefined)} />}
    </Drawer>
  );
}

/** blank is a row like another one, whose number is still to be given. */
function blank(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, identity.has(key) && key !== "table" ? "" : value]));
}

/** RowFacts writes out every column of a row, texts in both languages and conditions as they stand. */
export function RowFacts({ row }: { row: Record<string, unknown> }) {
  const names = useTableNames();
  return (
    <dl>
      {inReadingOrder(Object.keys(row)).filter((key) => key !== "schema").map((key) => [key, row[key]] as const).map(([key, value]) => (
        <div key={key} className="fact">
          <dt title={key}>{names.column(key)}</dt>
          <dd>
            {isText(value) ? <><div lang="zh-CN">{value.zh}</div><div className="soft" lang="en">{value.en}</div></>
              : conditions.has(key) && typeof value === "string" ? <code className="condition">{value}</code>
                : key === "source" && typeof value === "string" ? <span><Marks source={value} /> <span className="soft">{value}</span></span>
                  : key === "article" && typeof value === "string" ? <Article text={value} />
                    : partsOf(value) ? <Parts parts={partsOf(value) ?? []} />
                      : <span className={typeof value === "object" && !isPlainList(value) ? "mono condition" : undefined}>{names.write(value, key, row) || "—"}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Parts writes out the parts of a row, each by its name and with whatever else it says. */
function Parts({ parts }: { parts: Part[] }) {
  const names = useTableNames();
  return (
    <ol className="parts">
      {parts.map((part, i) => (
        <li key={`${i}`}>
          {names.partName(part)}{typeof part.id === "string" && <span className="mono faint small"> {part.id}</span>}
          {Object.entries(part).filter(([key]) => !["id", "label", "for"].includes(key)).map(([key, value]) => <div key={key} className="soft small">{names.column(key)} {names.write(value, key, part)}</div>)}
        </li>
      ))}
    </ol>
  );
}

function isPlainList(value: unknown): boolean {
  return Array.isArray(value) && value.every((v) => typeof v !== "object");
}
