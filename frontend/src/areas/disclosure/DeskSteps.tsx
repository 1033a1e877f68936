import { Button, Checkbox, Input, Modal, Select } from "antd";
import { useState } from "react";
import { type Disclosure, useCan, useRulebook, useSession } from "@/api";
import { usePick, useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { ReasonButton } from "@/ui/ReasonButton";
import { unread, unseen } from "./covers";
import { FieldsDialog } from "./FieldsDialog";
import { type DisclosureStep, draftOf, useDisclosureStep, usePublish } from "./queries";

/** sameAs tells whether a person is the one who prepared the text or not. */
export function sameAs(who: Disclosure["prepared_by"], me: { id: string; name: string } | undefined): boolean {
  return who !== undefined && me !== undefined && who.id === me.id;
}

/** DeskSteps are the steps that this state allows; approving one's own masking is shown, closed, with the reason. */
export function DeskSteps({ data, seen }: { data: Disclosure; seen: ReadonlySet<string> }) {
  const t = useText();
  const d = t.disclosure.desk;
  const can = useCan();
  const notify = useNotify();
  const me = useSession().data?.person;
  const step = useDisclosureStep(data.id);
  const publish = usePublish();
  const [dialog, setDialog] = useState<"return" | "withhold" | "byEye" | "correct" | "withdraw" | "takeDown">();
  const blocks = data.problems.filter((p) => p.level === "block").length;
  const run = (next: DisclosureStep, done: string) => step.mutate(next, { onSuccess: () => { notify.done(done); setDialog(undefined); } });
  const open = data.state === "to_judge" || data.state === "masking";
  const whySubmit = !can("mask") ? d.needPublisher : blocks > 0 ? d.blocked(blocks) : undefined;
  const whyApprove = sameAs(data.prepared_by, me) ? d.approveSelf : !can("approveDisclosure") ? d.needApprover : blocks > 0 ? d.blocked(blocks) : undefined;
  return (
    <div className="row">
      {(open || data.state === "checking") && (can("mask") || can("approveDisclosure")) && <Button onClick={() => setDialog("withhold")}>{d.withhold}</Button>}
      {data.state === "checking" && can("approveDisclosure") && <Button onClick={() => setDialog("return")}>{d.return}</Button>}
      {open && <ReasonButton type="primary" reason={whySubmit} loading={step.isPending} onClick={() => run({ step: "submit", unsaved: data.state === "to_judge" ? data.masks.map(draftOf) : undefined }, d.submitted)}>{d.submit}</ReasonButton>}
      {data.state === "checking" && <ReasonButton type="primary" reason={whyApprove} loading={step.isPending} onClick={() => (unread(data.scans) > 0 ? setDialog("byEye") : run({ step: "approve", byEye: false }, d.approved))}>{d.approve}</ReasonButton>}
      {data.state === "approved" && <ReasonButton type="primary" reason={can("publish") ? undefined : d.needPublisher} loading={publish.isPending} onClick={() => publish.mutate([data.id], { onSuccess: () => notify.done(t.disclosure.publishStarted) })}>{d.publish}</ReasonButton>}
      {data.state === "published" && can("publish") && <Button onClick={() => setDialog("correct")}>{d.correct}</Button>}
      {(data.state === "published" || data.correcting) && can("publish") && <Button onClick={() => setDialog("takeDown")}>{d.takeDown}</Button>}
      {(data.state === "published" || data.correcting) && can("publish") && <Button danger onClick={() => setDialog("withdraw")}>{d.withdraw}</Button>}
      {dialog === "correct" && <FieldsDialog title={d.correct} busy={step.isPending} onClose={() => setDialog(undefined)} fields={[{ key: "reason", label: d.publicReason, need: true }]} onOk={(v) => run({ step: "correct", reason: v.reason ?? "" }, d.correcting)} />}
      {dialog === "withdraw" && <FieldsDialog title={d.withdraw} busy={step.isPending} onClose={() => setDialog(undefined)} fields={[{ key: "reason", label: d.publicReason, need: true }]} onOk={(v) => run({ step: "withdraw", reason: v.reason ?? "" }, d.withdrawn)} />}
      {dialog === "takeDown" && <FieldsDialog title={d.takeDown} busy={step.isPending} onClose={() => setDialog(undefined)} choice={{ yes: d.expired, no: d.repaired, needsReason: true }} fields={[{ key: "reason", label: d.repairedBy }]}
        onOk={(v, _picture, yes) => run({ step: "takeDown", end: yes ? "expired" : "repaired", reason: yes ? "" : v.reason ?? "" }, d.takenDown)} />}
      {dialog === "byEye" && <ByEyeDialog data={data} seen={seen} busy={step.isPending} onClose={() => setDialog(undefined)} onOk={() => run({ step: "approve", byEye: true }, d.approved)} />}
      {dialog === "return" && <ReturnDialog busy={step.isPending} onClose={() => setDialog(undefined)} onOk={(reason) => run({ step: "return", reason }, d.returned)} />}
      {dialog === "withhold" && <WithholdDialog busy={step.isPending} onClose={() => setDialog(undefined)} onOk={(ground, note) => run({ step: "withhold", ground, note }, d.withheld)} />}
    </div>
  );
}

/** ByEyeDialog has whoever approves say that they have looked at every page that the program could not read back. */
function ByEyeDialog({ data, seen, busy, onClose, onOk }: { data: Disclosure; seen: ReadonlySet<string>; busy: boolean; onClose: () => void; onOk: () => void }) {
  const t = useText();
  const s = t.disclosure.scan;
  const [said, setSaid] = useState(false);
  const left = unseen(data.scans, seen);
  return (
    <Modal open title={s.byEye} okText={t.disclosure.desk.approve} okButtonProps={{ disabled: !said || left.length > 0, loading: busy }} onOk={onOk} onCancel={onClose}>
      <div className="stack">
        <span>{s.byEyeHint(unread(data.scans))}</span>
        {left.length > 0 && <ul className="small tone-amber">{left.map(({ scan, page }) => <li key={`${scan.paper.id} ${page}`}>{s.byEyeLeft(scan.title, page)}</li>)}</ul>}
        <Checkbox checked={said} disabled={left.length > 0} onChange={(e) => setSaid(e.target.checked)}>{s.byEyeDone}</Checkbox>
      </div>
    </Modal>
  );
}

function ReturnDialog({ busy, onClose, onOk }: { busy: boolean; onClose: () => void; onOk: (reason: string) => void }) {
  const d = useText().disclosure.desk;
  const [reason, setReason] = useState("");
  return (
    <Modal open title={d.return} okText={d.return} okButtonProps={{ disabled: reason.trim() === "", loading: busy }} onOk={() => onOk(reason)} onCancel={onClose}>
      <Input.TextArea autoFocus rows={3} value={reason} placeholder={d.returnReason} aria-label={d.returnReason} onChange={(e) => setReason(e.target.value)} />
    </Modal>
  );
}

function WithholdDialog({ busy, onClose, onOk }: { busy: boolean; onClose: () => void; onOk: (ground: string, note: string) => void }) {
  const t = useText();
  const d = t.disclosure.desk;
  const pick = usePick();
  const grounds = useRulebook().data?.grounds ?? [];
  const [ground, setGround] = useState<string>();
  const [note, setNote] = useState("");
  return (
    <Modal open title={d.withhold} okText={d.withhold} okButtonProps={{ disabled: ground === undefined, loading: busy }} onOk={() => ground && onOk(ground, note)} onCancel={onClose}>
      <div className="stack">
        <Select autoFocus value={ground} onChange={setGround} placeholder={d.chooseGround} aria-label={d.ground} options={grounds.map((g) => ({ value: g.code, label: pick(g.label) }))} style={{ width: "100%" }} />
        <Input.TextArea rows={3} value={note} placeholder={d.note} aria-label={d.note} onChange={(e) => setNote(e.target.value)} />
      </div>
    </Modal>
  );
}
