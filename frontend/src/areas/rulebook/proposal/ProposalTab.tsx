import { Button, Form, Input, Modal, Popconfirm } from "antd";
import { type ReactNode, useState } from "react";
import { Link, useParams } from "react-router";
import { type AmendmentDetail, useLibrary, useMay, useSession } from "@/api";
import { minute } from "@/format";
import { useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { Panel } from "@/ui/Page";
import { ReasonButton } from "@/ui/ReasonButton";
import { Loaded } from "@/ui/states";
import { useWho } from "../names";
import { RowDiff } from "../RowDiff";
import { TrialStart } from "../change/EffectView";
import { useAmendment, useApprove, useReject, useStartStanding } from "../queries";
import { stateTones } from "./ProposalsTab";

/** ProposalTab is one proposal: its rows, its effect, who made it and on what it rests, and the answer to it. */
export function ProposalTab() {
  const { id = "" } = useParams();
  return <Loaded query={useAmendment(id)}>{(data) => <Proposal data={data} />}</Loaded>;
}

function Proposal({ data }: { data: AmendmentDetail }) {
  const r = useText().rulebook;
  const p = r.proposal;
  return (
    <div className="stack stack-loose book-narrow">
      <div className="row row-wrap">
        <Link to="/rulebook/proposals">← {p.back}</Link>
        <h2 className="law-title one-line" title={data.source}>{data.source}</h2>
        <Badge tone={stateTones[data.state]}>{p.states[data.state]}</Badge>
        <span className="grow" />
        {data.state === "open" && <Answer data={data} />}
      </div>
      {data.origin === "program" && data.state === "open" && <div className="problem problem-quiet"><h3>{p.programOffer}</h3><p>{p.programHint}</p></div>}
      <Panel><Facts data={data} /></Panel>
      {data.conflict_rows.length > 0 && (
        <Panel title={`${p.conflicts} · ${data.conflict_rows.length}`}>
          <p className="soft" style={{ marginBottom: 8 }}>{p.conflictsHint}</p>
          <RowDiff rows={data.conflict_rows.map((c) => ({ file: c.file, id: c.id, label: { zh: "", en: "" }, before: c.theirs, after: c.ours }))} />
        </Panel>
      )}
      {data.state === "open" && <Effect id={data.id} />}
      <Panel title={`${p.changes} · ${r.diff.total(String(data.rows.length))}`}><RowDiff rows={data.rows} /></Panel>
    </div>
  );
}

function Facts({ data }: { data: AmendmentDetail }) {
  const who = useWho();
  const r = useText().rulebook;
  const p = r.proposal;
  const adopted = useLibrary().data?.versions.find((v) => v.amendment === data.id);
  const rows: [string, ReactNode][] = [
    [r.basis, data.source], [p.origin, p.origins[data.origin]], [p.by, `${who(data.proposed_by)} ${minute(data.proposed_at)}`], [p.from, <span key="from" className="num">{data.in_force_from}</span>],
    ...(data.note ? [[p.note, data.note] as [string, ReactNode]] : []),
    ...(data.closed_by ? [[p.closed, `${who(data.closed_by)} ${minute(data.closed_at ?? "")}`] as [string, ReactNode]] : []),
    ...(data.reason ? [[p.reason, data.reason] as [string, ReactNode]] : []),
    ...(adopted ? [[r.version, <Link key="version" to={`/rulebook/versions/${adopted.version}`}>{adopted.label}</Link>] as [string, ReactNode]] : []),
  ];
  return <dl className="facts">{rows.map(([title, value]) => <div key={title} className="fact"><dt>{title}</dt><dd>{value}</dd></div>)}</dl>;
}

function Effect({ id }: { id: string }) {
  const d = useText().rulebook.draft;
  const may = useMay()("case.read");
  const start = useStartStanding(id);
  return (
    <Panel title={d.test}>
      {may ? <TrialStart started={start.data} pending={start.isPending} problem={start.error} run={() => start.mutate()} /> : <span className="soft">{d.needsCases}</span>}
    </Panel>
  );
}

/** Answer approves or rejects. Whoever proposed sees why that is for somebody else, and may take the proposal back. */
function Answer({ data }: { data: AmendmentDetail }) {
  const p = useText().rulebook.proposal;
  const notify = useNotify();
  const person = useSession().data?.person.id;
  const library = useLibrary().data;
  const [rejecting, setRejecting] = useState(false);
  const approve = useApprove(data.id);
  const own = data.proposed_by.id === person;
  const reason = own ? p.own : library?.may_approve ? undefined : p.mayNot;
  return (
    <span className="row">
      {reason !== undefined && <span className="faint small">{reason}</span>}
      {(own || library?.may_approve) && <Button onClick={() => setRejecting(true)}>{own ? p.takeBack : p.reject}</Button>}
      {reason !== undefined ? <ReasonButton type="primary" reason={reason}>{p.approve}</ReasonButton> : (
        <Popconfirm title={p.approveAsk} description={<div style={{ maxWidth: 300 }}>{p.approveHint(data.in_force_from)}</div>} onConfirm={() => approve.mutate(undefined, { onSuccess: () => notify.done(p.approved) })}>
          <Button type="primary" loading={approve.isPending}>{p.approve}</Button>
        </Popconfirm>
      )}
      {rejecting && <RejectDialog id={data.id} title={own ? p.takeBack : p.reject} onClose={() => setRejecting(false)} />}
    </span>
  );
}

function RejectDialog({ id, title, onClose }: { id: string; title: string; onClose: () => void }) {
  const t = useText();
  const p = t.rulebook.proposal;
  const notify = useNotify();
  const reject = useReject(id);
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <Modal open title={title} okText={title} cancelText={t.common.cancel} onCancel={onClose} onOk={form.submit} confirmLoading={reject.isPending}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ reason }: { reason: string }) => reject.mutate(reason, { onSuccess: () => { notify.done(p.rejected); onClose(); } })}>
        <Form.Item name="reason" label={p.reason} rules={[{ required: true, whitespace: true, message: p.needReason }]}><Input.TextArea autoFocus autoSize={{ minRows: 3 }} maxLength={2000} /></Form.Item>
      </Form>
    </Modal>
  );
}
