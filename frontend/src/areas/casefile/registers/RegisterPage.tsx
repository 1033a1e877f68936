import { Button } from "antd";
import { type DragEvent, useRef, useState } from "react";
import { Link } from "react-router";
import { type RegisterKept, useCan } from "@/api";
import { count, minute } from "@/format";
import { useText } from "@/text";
import { useActions } from "@/ui/actions";
import { Page, Panel } from "@/ui/Page";
import { type Column, RowTable } from "@/ui/RowTable";
import { Nothing, ProblemView, Waiting } from "@/ui/states";
import { usePutRegister, useRegisters } from "./queries";
import { RegisterDesk } from "./RegisterDesk";

/** RegisterPage takes finished cases over from a register: choose the file, say what its columns are, check, import. */
export function RegisterPage() {
  const t = useText();
  const r = t.registers;
  const can = useCan();
  const put = usePutRegister();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => files?.[0] && put.mutate(files[0]);
  useActions([{ id: "register.choose", label: r.keyChoose, run: () => input.current?.click() }]);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  const choose = <Button type={put.data === undefined ? "primary" : "default"} loading={put.isPending} onClick={() => input.current?.click()}>{put.data === undefined ? r.choose : r.another}</Button>;
  return (
    <Page title={r.title} meta={<Link className="small" to="/imports">{t.imports.title}</Link>} actions={put.data !== undefined && choose}>
      <input
        ref={input} type="file" hidden accept=".xlsx,.xls,.et,.ods,.csv,.txt" aria-label={r.choose}
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
      <div
        className="stack stack-loose drop-zone" onDragLeave={() => setOver(false)} onDrop={can("openCase") ? drop : undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
      >
        {over && <div className="drop-veil">{r.drop}</div>}
        {put.isError && <ProblemView problem={put.error} />}
        {put.isPending && <Waiting lines={6} />}
        {put.data !== undefined && !put.isPending && <RegisterDesk key={put.data} id={put.data} />}
        {put.data === undefined && !put.isPending && <Nothing title={r.drop} hint={r.hint} action={choose} />}
        <Kept />
      </div>
    </Page>
  );
}

/** Kept lists the registers that were imported. */
function Kept() {
  const r = useText().registers;
  const list = useRegisters().data ?? [];
  const columns: Column<RegisterKept>[] = [
    { key: "name", title: r.name, render: (k) => <span title={k.name}>{k.name}</span> },
    { key: "cases", title: r.cases, width: 90, end: true, render: (k) => count(k.cases) },
    { key: "known", title: r.summary.known, width: 130, end: true, render: (k) => count(k.known) },
    { key: "left", title: r.left, width: 90, end: true, render: (k) => <span className={k.left_out > 0 ? "tone-amber" : undefined}>{count(k.left_out)}</span> },
    { key: "at", title: r.at, width: 150, render: (k) => <span className="num soft">{minute(k.at)}</span> },
    { key: "by", title: r.by, width: 110, render: (k) => k.by.name },
  ];
  return list.length > 0 && <Panel title={r.kept} flush><RowTable label={r.kept} columns={columns} rows={list} rowKey={(k) => k.id} minWidth={760} /></Panel>;
}
