import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { type TableFile, type TableRow, type Tables, useLibrary } from "@/api";
import { useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Panel } from "@/ui/Page";
import { type Column, RowTable } from "@/ui/RowTable";
import { Nothing } from "@/ui/states";
import { RowForm } from "../change/RowForm";
import { conditions, editOf, skeleton } from "../edits";
import { Marks } from "../Marks";
import { type TableNames, useTableNames } from "../names";
import { useDraft } from "../queries";
import { shownColumns, tableOf } from "../tables";
import { RowFacts } from "./RowDrawer";

interface TableViewProps { tables: Tables; folder: string; schema: string; version: string; onOpen: (id: string) => void }

/** TableView lists the rows of a table with their basis, source and force. What the file says beside its rows is a row of its own. */
export function TableView({ tables, folder, schema, version, onOpen }: TableViewProps) {
  const r = useText().rulebook;
  const names = useTableNames();
  const may = useLibrary().data?.may_propose === true && version === "current";
  const { draft } = useDraft();
  const [adding, setAdding] = useState(false);
  const found = tableOf(tables, folder, schema);
  const columns = useColumns(schema, found?.table, names);
  if (found === undefined) {
    return <Nothing title={r.empty} hint={r.emptyHint} />;
  }
  const { table, from } = found;
  const hasRows = table.rows.length > 0;
  const says = Object.keys(table.says ?? {}).filter((key) => key !== "schema");
  return (
    <section className="stack">
      <div className="row row-wrap">
        <h2 className="law-title">{names.file(table.file)}</h2>
        <span className="mono faint small">{table.file}</span>
        {from !== undefined && <Badge>{r.asIn(names.folder(from))}</Badge>}
        <span className="grow" />
        {says.length > 0 && <Button size="small" onClick={() => onOpen("")}>{may && !hasRows ? r.edit.edit : r.says}</Button>}
        {may && hasRows && draft.bundle === undefined && <Button size="small" icon={<PlusOutlined />} onClick={() => setAdding(true)}>{r.edit.add}</Button>}
      </div>
      {hasRows ? <RowTable label={names.file(table.file)} columns={columns} rows={table.rows} rowKey={(row) => row.id} onOpen={(row) => onOpen(row.id)} keyboard minWidth={860} />
        : says.length > 0 ? <Panel><RowFacts row={table.says ?? {}} /></Panel> : <Nothing title={r.empty} hint={r.emptyHint} />}
      {schema === "holidays" && <p className="soft">{r.holidaysHere} <Link to="/settings">{r.holidaysLink}</Link></p>}
      {adding && <RowForm file={table.file} row={skeleton(table.rows.map((row) => row.row))} fresh={`+${draft.edits.length + 1}`} onClose={() => setAdding(false)} />}
    </section>
  );
}

function useColumns(schema: string, table: TableFile | undefined, names: TableNames): Column<TableRow>[] {
  const r = useText().rulebook;
  const { draft } = useDraft();
  const idWidth = Math.min(190, 36 + 8 * Math.max(4, ...(table?.rows ?? []).map((row) => row.id.length)));
  const shown = shownColumns[schema] ?? [];
  const width = Math.max(96, Math.min(150, 270 / Math.max(1, shown.length)));
  return [
    { key: "id", title: r.id, width: idWidth, render: (row) => <span className="mono soft" title={row.id}>{row.id}</span> },
    { key: "label", title: r.name, wrap: true, render: (row) => <span>{names.write(row.label, "label", row.row) || names.write(row.row.content ?? row.row.question ?? row.row.gist, "label", row.row)} <EditMark edit={editOf(draft.edits, table?.file ?? "", row.id)} /></span> },
    ...shown.map((key): Column<TableRow> => ({
      key, title: names.column(key), width,
      render: (row) => {
        const text = names.brief(row.row[key], key, row.row);
        return <span className={conditions.has(key) ? "mono soft small" : "soft"} title={text}>{text}</span>;
      },
    })),
    { key: "article", title: r.basis, width: 176, render: (row) => <span className="small" title={row.article}>{row.article}</span> },
    { key: "source", title: r.source, width: 66, render: (row) => <Marks source={row.source} /> },
    { key: "force", title: r.force, width: 120, wrap: true, render: (row) => <Force row={row} /> },
  ];
}

function EditMark({ edit }: { edit: { removed?: boolean } | undefined }) {
  const r = useText().rulebook;
  return edit ? <Badge tone="amber">{edit.removed ? r.removed : r.edited}</Badge> : null;
}

/** Force says from when to when a row holds. */
export function Force({ row }: { row: Pick<TableRow, "in_force_from" | "in_force_to"> }) {
  const r = useText().rulebook;
  const parts = [row.in_force_from && r.from(row.in_force_from), row.in_force_to && r.until(row.in_force_to)].filter((p) => p);
  return <span className={parts.length > 0 ? "small num" : "faint small"} title={parts.join(" ")}>{parts.length > 0 ? parts.join(" ") : r.always}</span>;
}
