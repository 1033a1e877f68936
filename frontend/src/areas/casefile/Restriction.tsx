import { Button, Input, Modal, Select } from "antd";
import { useState } from "react";
import { type Case, type Restriction as Mark, usePeople } from "@/api";
import { minute } from "@/format";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { ReasonButton } from "@/ui/ReasonButton";
import { Loaded } from "@/ui/states";
import { useLiftRestriction, useRestrict, useRestriction } from "./queries";

/** Restriction shows whether a case is for everybody, and lets those who may change that. */
export function Restriction({ data }: { data: Case }) {
  const r = useText().casefile.restriction;
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="plain-button" title={data.restricted ? r.hint : r.openHint} onClick={() => setOpen(true)}>
        {data.restricted ? <Badge tone="red">{r.restricted}</Badge> : <span className="faint">{r.everybody} ✎</span>}
      </button>
      {open && <RestrictionDialog id={data.id} onClose={() => setOpen(false)} />}
    </>
  );
}

function RestrictionDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const r = useText().casefile.restriction;
  return (
    <Modal open title={r.title} width={620} footer={null} onCancel={onClose}>
      <Loaded query={useRestriction(id)} lines={6}>{(mark) => <Form key={mark.at} id={id} mark={mark} onClose={onClose} />}</Loaded>
    </Modal>
  );
}

function Form({ id, mark, onClose }: { id: string; mark: Mark; onClose: () => void }) {
  const t = useText();
  const r = t.casefile.restriction;
  const pick = usePick();
  const people = usePeople().data ?? [];
  const restrict = useRestrict(id);
  const lift = useLiftRestriction(id);
  const [ground, setGround] = useState(mark.ground);
  const [reason, setReason] = useState(mark.reason);
  const [named, setNamed] = useState(mark.named.map((p) => p.id));
  const chosen = mark.grounds.find((g) => g.id === ground);
  const options = people.filter((p) => p.active && !p.roles.some((role) => administrators.includes(role))).map((p) => ({ value: p.id, label: `${p.name} · ${p.department}` }));
  const missing = ground === "" ? r.needGround : reason.trim() === "" ? r.needReason : undefined;
  const leads = people.some((p) => named.includes(p.id) && p.roles.includes("leader")) || mark.deciders;
  return (
    <div className="stack">
      <p className="soft">{mark.restricted ? r.since(minute(mark.at), mark.by?.name ?? "") : r.explain}</p>
      <label className="stack">
        <span className="soft small">{r.ground}</span>
        <Select aria-label={r.ground} value={ground || undefined} placeholder={r.needGround} disabled={!mark.may_restrict} onChange={setGround} options={mark.grounds.map((g) => ({ value: g.id, label: pick(g.label) }))} />
      </label>
      {chosen && <span className="small soft">{chosen.article}</span>}
      {chosen?.barred && <section className="problem"><h3>{pick(chosen.then)}</h3><p>{r.barred}</p></section>}
      <label className="stack">
        <span className="soft small">{r.reason}</span>
        <Input.TextArea aria-label={r.reason} rows={2} maxLength={2000} value={reason} disabled={!mark.may_restrict} onChange={(e) => setReason(e.target.value)} />
      </label>
      <label className="stack">
        <span className="soft small">{r.named}</span>
        <Select mode="multiple" aria-label={r.named} optionFilterProp="label" value={named} options={options} disabled={!mark.may_restrict} onChange={setNamed} />
      </label>
      {!leads && <p className="small tone-amber">{r.noLeader}</p>}
      <div className="stack">
        <span className="soft small">{r.see}</span>
        <div className="row restriction-see">{mark.see.map((s) => <Badge key={s.person.id} tone="quiet">{s.person.name} · {r.why[s.why]}</Badge>)}</div>
      </div>
      <div className="row">
        {mark.restricted && <ReasonButton danger reason={mark.may_lift ? (reason.trim() === "" ? r.needReason : undefined) : r.liftBy} loading={lift.isPending} onClick={() => lift.mutate(reason, { onSuccess: onClose })}>{r.lift}</ReasonButton>}
        <span className="grow" />
        <Button onClick={onClose}>{t.common.cancel}</Button>
        {mark.may_restrict && <ReasonButton type="primary" reason={missing} loading={restrict.isPending} onClick={() => restrict.mutate({ ground, reason, named }, { onSuccess: onClose })}>{mark.restricted ? t.common.save : r.set}</ReasonButton>}
      </div>
    </div>
  );
}

const administrators = ["system_admin", "security_admin", "auditor"];
