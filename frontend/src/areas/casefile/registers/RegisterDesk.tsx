import { Button, Checkbox, InputNumber, Select } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { type Register, type RegisterColumn, type RegisterOrder, useKinds } from "@/api";
import { count } from "@/format";
import { usePick, useText } from "@/text";
import { useActions } from "@/ui/actions";
import { Badge } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { Panel } from "@/ui/Page";
import { ReasonButton } from "@/ui/ReasonButton";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded, ProblemView } from "@/ui/states";
import { type Looking, useImportRegister, useRegister, useTrial } from "./queries";
import { TrialView } from "./TrialView";

/** RegisterDesk says what the columns of a register are, checks it and imports it. */
export function RegisterDesk({ id }: { id: string }) {
  const kinds = useKinds().data?.filter((k) => k.on) ?? [];
  const [look, setLook] = useState<Looking>({ id, sheet: 0, header: 0, procedure: "" });
  const query = useRegister({ ...look, procedure: look.procedure || (kinds[0]?.procedures[0]?.id ?? "") });
  const procedure = look.procedure || (kinds[0]?.procedures[0]?.id ?? "");
  return (
    <Loaded query={query} lines={10}>
      {(data) => <Desk key={`${look.sheet}-${data.header}-${procedure}`} data={data} procedure={procedure} top={<Top data={data} look={{ ...look, procedure }} onLook={setLook} />} />}
    </Loaded>
  );
}

function Top({ data, look, onLook }: { data: Register; look: Looking; onLook: (look: Looking) => void }) {
  const r = useText().registers;
  const pick = usePick();
  const kinds = useKinds().data?.filter((k) => k.on) ?? [];
  const procedures = kinds.flatMap((k) => k.procedures.map((p) => ({ value: p.id, label: pick(p.label) })));
  return (
    <div className="row row-wrap">
      <strong className="one-line">{data.name}</strong><span className="soft num">{r.rows(count(data.rows))}</span><span className="grow" />
      {data.sheets.length > 1 && <Select aria-label={r.sheet} value={data.sheet} popupMatchSelectWidth={false} onChange={(sheet) => onLook({ ...look, sheet, header: 0 })} options={data.sheets.map((label, value) => ({ value, label }))} />}
      <label className="row small soft">{r.header}<InputNumber size="small" min={1} max={50000} value={data.header} onChange={(header) => header && onLook({ ...look, header })} style={{ width: 72 }} /></label>
      <label className="row small soft">{r.procedure}<Select value={look.procedure} popupMatchSelectWidth={false} onChange={(procedure) => onLook({ ...look, procedure })} options={procedures} style={{ minWidth: 200 }} /></label>
    </div>
  );
}

function Desk({ data, procedure, top }: { data: Register; procedure: string; top: React.ReactNode }) {
  const t = useText();
  const r = t.registers;
  const notify = useNotify();
  const [targets, setTargets] = useState(data.columns.map((c) => c.target));
  const [leaveOut, setLeaveOut] = useState(false);
  const trial = useTrial(data.id);
  const keep = useImportRegister(data.id);
  const order: RegisterOrder = { sheet: data.sheet, header: data.header, procedure, targets, leave_out: leaveOut };
  const check = () => trial.mutate(order);
  useActions([{ id: "register.check", label: r.keyCheck, run: check }]);
  const change = (at: number, target: string) => {
    setTargets(targets.map((old, i) => (i === at ? target : old === target ? "" : old))); // each thing stands in one column
    trial.reset();
    keep.reset();
  };
  const found = trial.data;
  const reason = found === undefined ? r.checkFirst : found.good === 0 ? r.nothing : found.faulty > 0 && !leaveOut ? r.refused : undefined;
  return (
    <>
      <Panel title={top} flush><Columns data={data} targets={targets} onChange={change} /></Panel>
      {trial.isError && <ProblemView problem={trial.error} />}
      {found && <TrialView trial={found} />}
      {keep.isError && <ProblemView problem={keep.error} />}
      {keep.data ? <div className="row" role="status"><strong>{r.done(count(keep.data.good))}</strong><Link to="/cases">{r.toCases}</Link></div> : (
        <div className="row row-wrap">
          <Button type={found === undefined ? "primary" : "default"} loading={trial.isPending} onClick={check}>{r.check}</Button>
          {found && found.faulty > 0 && found.good > 0 && <Checkbox checked={leaveOut} onChange={(e) => setLeaveOut(e.target.checked)}>{r.leaveFaulty(count(found.faulty))}</Checkbox>}
          <ReasonButton type={found === undefined ? "default" : "primary"} reason={reason} loading={keep.isPending} onClick={() => keep.mutate(order, { onSuccess: (done) => notify.done(r.done(count(done.good))) })}>{r.submit(count(found?.good ?? 0))}</ReasonButton>
          <span className="faint small">{r.wholly}</span>
        </div>
      )}
    </>
  );
}

function Columns({ data, targets, onChange }: { data: Register; targets: string[]; onChange: (at: number, target: string) => void }) {
  const r = useText().registers;
  const pick = usePick();
  const options = [{ value: "", label: r.leaveOut }, ...data.targets.map((target) => ({ value: target.id, label: pick(target.label) }))];
  const columns: Column<RegisterColumn & { at: number }>[] = [
    { key: "heading", title: r.column, width: 260, render: (c) => <span title={c.heading}>{c.heading || <span className="faint">{c.at + 1}</span>}</span> },
    { key: "samples", title: r.samples, render: (c) => <span className="soft small" title={c.samples.join("\n")}>{c.samples.join(" · ")}</span> },
    {
      key: "target", title: r.meaning, width: 340,
      render: (c) => (
        <span className="row">
          <Select size="small" showSearch optionFilterProp="label" aria-label={`${c.heading} ${r.meaning}`} value={targets[c.at]} options={options} onChange={(target) => onChange(c.at, target)} style={{ width: 220 }} className={targets[c.at] === "" ? "faint" : undefined} />
          {c.remembered && targets[c.at] === c.target && <Badge tone="quiet">{r.remembered}</Badge>}
        </span>
      ),
    },
  ];
  return <RowTable label={r.columns} columns={columns} rows={data.columns.map((c, at) => ({ ...c, at }))} rowKey={(c) => String(c.at)} minWidth={900} />;
}
