import { Button, Checkbox, Input, Modal, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { Dossier, DossierParticulars, MakeVolume } from "@/api";
import { usePick, useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { type DossierStep, useDossierStep, useMakeVolume } from "./queries";

interface FrameProps { title: string; ok: string; ready: boolean; pending: boolean; onOk: () => void; onClose: () => void; children: ReactNode }

export function DialogFrame({ title, ok, ready, pending, onOk, onClose, children }: FrameProps) {
  const t = useText();
  return (
    <Modal open title={title} onCancel={onClose} footer={[<Button key="no" onClick={onClose}>{t.common.cancel}</Button>, <Button key="ok" type="primary" disabled={!ready} loading={pending} onClick={onOk}>{ok}</Button>]}>
      <div className="stack">{children}</div>
    </Modal>
  );
}

/** Line is a labelled field of a dialog. */
export function Line({ label, children }: { label: string; children: ReactNode }) {
  return <label className="stack dossier-line"><span className="soft small">{label}</span>{children}</label>;
}

interface ReasonProps { id: string; title: string; hint?: string; label: string; done: string; optional?: boolean; step: (text: string) => DossierStep; onClose: () => void }

/** ReasonDialog takes a step that needs a few words. */
export function ReasonDialog({ id, title, hint, label, done, optional, step, onClose }: ReasonProps) {
  const notify = useNotify();
  const run = useDossierStep(id);
  const [text, setText] = useState("");
  const go = () => run.mutate(step(text), { onSuccess: () => { notify.done(done); onClose(); } });
  return (
    <DialogFrame title={title} ok={title} ready={optional === true || text.trim() !== ""} pending={run.isPending} onOk={go} onClose={onClose}>
      {hint && <p className="soft">{hint}</p>}
      <Line label={label}><Input.TextArea autoFocus rows={3} value={text} aria-label={label} onChange={(e) => setText(e.target.value)} /></Line>
    </DialogFrame>
  );
}

const outside = ["supervision", "court", "party"];

/** MakeDialog asks for what a volume is, and begins to make it. */
export function MakeDialog({ id, call, onClose }: { id: string; call: boolean; onClose: () => void }) {
  const t = useText().dossier;
  const run = useMakeVolume(id);
  const [order, setOrder] = useState<MakeVolume>({ form: call ? "folder" : "pdf", side: "front", purpose: call ? "supervision" : "archive", for: "", ground: "" });
  const set = (part: Partial<MakeVolume>) => setOrder((o) => ({ ...o, ...part }));
  const needsWhom = outside.includes(order.purpose);
  const purposes = Object.entries(t.purposes).map(([value, label]) => ({ value: value as MakeVolume["purpose"], label }));
  return (
    <DialogFrame title={call ? t.call : t.make} ok={t.begin} ready={!needsWhom || order.for?.trim() !== ""} pending={run.isPending} onOk={() => run.mutate(order, { onSuccess: onClose })} onClose={onClose}>
      <p className="soft">{call ? t.callHint : t.makeHint}</p>
      <Line label={t.make}><Select value={order.form} onChange={(form) => set({ form })} options={[{ value: "pdf" as const, label: t.pdf }, { value: "folder" as const, label: t.folder }]} /></Line>
      {order.form === "folder" && <span className="soft small">{t.folderHint}</span>}
      {order.form === "pdf" && <Line label={t.side}><Select value={order.side} onChange={(side) => set({ side })} options={[{ value: "front" as const, label: t.front }, { value: "back" as const, label: t.back }]} /></Line>}
      <Line label={t.purpose}><Select value={order.purpose} onChange={(purpose) => set({ purpose })} options={purposes} /></Line>
      {needsWhom && <Line label={t.for}><Input value={order.for} onChange={(e) => set({ for: e.target.value })} /></Line>}
      {needsWhom && <Line label={t.ground}><Input value={order.ground} onChange={(e) => set({ ground: e.target.value })} /></Line>}
    </DialogFrame>
  );
}

export function ParticularsDialog({ id, dossier, onClose }: { id: string; dossier: Dossier; onClose: () => void }) {
  const t = useText();
  const d = t.dossier;
  const pick = usePick();
  const notify = useNotify();
  const run = useDossierStep(id);
  const [p, setP] = useState<DossierParticulars>(dossier.particulars);
  const set = (part: Partial<DossierParticulars>) => setP((old) => ({ ...old, ...part }));
  const save = () => run.mutate({ step: "describe", body: p }, { onSuccess: () => { notify.done(t.common.saved); onClose(); } });
  const line = (label: string, key: "fonds" | "catalogue" | "number" | "archive" | "compiler" | "checker") => <Line label={label}><Input value={p[key]} onChange={(e) => set({ [key]: e.target.value })} /></Line>;
  return (
    <DialogFrame title={d.particulars} ok={t.common.save} ready pending={run.isPending} onOk={save} onClose={onClose}>
      <div className="dossier-grid">{line(d.fonds, "fonds")}{line(d.catalogue, "catalogue")}{line(d.number, "number")}{line(d.archiveNo, "archive")}{line(d.compiler, "compiler")}{line(d.checker, "checker")}</div>
      <Line label={d.retention}><Select value={p.retention} onChange={(retention) => set({ retention })} options={[{ value: "", label: d.byRule }, ...dossier.retentions.map((r) => ({ value: r.id, label: pick(r.label) }))]} /></Line>
      <Line label={d.note}><Input.TextArea rows={3} value={p.note} onChange={(e) => set({ note: e.target.value })} /></Line>
      <Checkbox checked={p.duplex} onChange={(e) => set({ duplex: e.target.checked })}>{d.duplex}</Checkbox>
    </DialogFrame>
  );
}

export function LoanDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText().dossier;
  const notify = useNotify();
  const run = useDossierStep(id);
  const [loan, setLoan] = useState({ borrower: "", unit: "", purpose: "", due_on: "", approved_by: "" });
  const go = () => run.mutate({ step: "lend", body: loan }, { onSuccess: () => { notify.done(t.lent); onClose(); } });
  const line = (label: string, key: keyof typeof loan, type = "text") => <Line label={label}><Input type={type} value={loan[key]} onChange={(e) => setLoan({ ...loan, [key]: e.target.value })} /></Line>;
  return (
    <DialogFrame title={t.lend} ok={t.lend} ready={Boolean(loan.borrower && loan.purpose && loan.due_on && loan.approved_by)} pending={run.isPending} onOk={go} onClose={onClose}>
      {line(t.borrower, "borrower")}{line(t.unit, "unit")}{line(t.loanPurpose, "purpose")}{line(t.dueOn, "due_on", "date")}{line(t.approvedBy, "approved_by")}
    </DialogFrame>
  );
}
