import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input, Modal, Radio, Segmented } from "antd";
import { useState } from "react";
import type { DiscussionDraft, Review } from "@/api";
import { day, today } from "@/format";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { ProblemView } from "@/ui/states";
import { useDiscuss } from "./queries";
import { absences, lines } from "./rules";

type Voice = DiscussionDraft["voices"][number] & { key: number };

const empty = (key: number): Voice => ({ key, name: "", duty: "", view: "", vote: "for" });

/** DiscussDialog records a collective discussion: who was there, what each said, and the conclusion on the opinion. */
export function DiscussDialog({ review, onClose }: { review: Review; onClose: () => void }) {
  const t = useText();
  const d = t.course.discussion;
  const notify = useNotify();
  const run = useDiscuss(review);
  const [voices, setVoices] = useState<Voice[]>([empty(0), empty(1)]);
  const [draft, setDraft] = useState({ held_on: today(), place: "", chair: "", recorder: "", report: "", reason: "", result: "", signed: false });
  const [follows, setFollows] = useState<boolean>();
  const [absent, setAbsent] = useState("");
  const [observers, setObservers] = useState("");
  const set = (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part }));
  const change = (key: number, part: Partial<Voice>) => setVoices((old) => old.map((v) => (v.key === key ? { ...v, ...part } : v)));
  const ready = follows !== undefined && draft.reason.trim() !== "" && draft.result.trim() !== "" && voices.every((v) => v.name.trim() !== "" && v.view.trim() !== "") && voices.some((v) => v.name === draft.chair);
  const handleOk = () =>
    run.mutate({ ...draft, follows: follows ?? false, voices: voices.map(({ name, duty, view, vote }) => ({ name: name.trim(), duty, view, vote })), absent: absences(absent), observers: lines(observers) }, {
      onSuccess: () => {
        notify.done(d.done);
        onClose();
      },
    });
  return (
    <Modal
      open title={d.record} onCancel={onClose} width={860}
      footer={[<Button key="no" onClick={onClose}>{t.common.cancel}</Button>, <Button key="ok" type="primary" disabled={!ready} loading={run.isPending} onClick={handleOk}>{d.record}</Button>]}
    >
      <div className="stack">
        <div className="discussion-head">
          <Input autoFocus type="date" value={draft.held_on} min={day(review.signed_at ?? "")} max={today()} aria-label={d.heldOn} onChange={(e) => set({ held_on: e.target.value })} />
          <Input value={draft.place} placeholder={d.place} aria-label={d.place} onChange={(e) => set({ place: e.target.value })} />
          <Input value={draft.recorder} placeholder={d.recorder} aria-label={d.recorder} onChange={(e) => set({ recorder: e.target.value })} />
        </div>
        <strong className="small">{d.present}</strong>
        {voices.map((v) => (
          <div key={v.key} className="voice-line">
            <Radio checked={draft.chair !== "" && draft.chair === v.name} disabled={v.name === ""} onChange={() => set({ chair: v.name })}>{d.chair}</Radio>
            <Input value={v.name} placeholder={d.name} aria-label={d.name} onChange={(e) => { change(v.key, { name: e.target.value }); if (draft.chair === v.name) { set({ chair: e.target.value }); } }} />
            <Input value={v.duty} placeholder={d.duty} aria-label={d.duty} onChange={(e) => change(v.key, { duty: e.target.value })} />
            <Input value={v.view} placeholder={d.view} aria-label={d.view} onChange={(e) => change(v.key, { view: e.target.value })} />
            <Segmented<Voice["vote"]> size="small" value={v.vote} aria-label={d.vote} onChange={(vote) => change(v.key, { vote })} options={(["for", "against", "abstain"] as const).map((x) => ({ value: x, label: d.votes[x] }))} />
            <Button type="text" icon={<CloseOutlined />} aria-label={d.removeVoice} disabled={voices.length <= 2} onClick={() => setVoices((old) => old.filter((x) => x.key !== v.key))} />
          </div>
        ))}
        <Tally voices={voices} follows={follows} />
        <div><Button type="dashed" size="small" icon={<PlusOutlined />} onClick={() => setVoices((old) => [...old, empty(Math.max(...old.map((x) => x.key)) + 1)])}>{d.addVoice}</Button></div>
        <div className="discussion-two">
          <Input.TextArea rows={2} value={absent} placeholder={`${d.absent}${t.common.sep}${d.absentHint}`} aria-label={d.absent} onChange={(e) => setAbsent(e.target.value)} />
          <Input.TextArea rows={2} value={observers} placeholder={`${d.observers}${t.common.sep}${d.observersHint}`} aria-label={d.observers} onChange={(e) => setObservers(e.target.value)} />
        </div>
        <Input.TextArea rows={2} value={draft.report} placeholder={d.report} aria-label={d.report} onChange={(e) => set({ report: e.target.value })} />
        <Input.TextArea rows={2} value={draft.result} placeholder={d.result} aria-label={d.result} onChange={(e) => set({ result: e.target.value })} />
        <Radio.Group value={follows} onChange={(e) => setFollows(e.target.value)} options={[{ value: true, label: d.follows }, { value: false, label: d.followsNot }]} />
        <Input.TextArea rows={2} value={draft.reason} placeholder={d.followReason} aria-label={d.followReason} onChange={(e) => set({ reason: e.target.value })} />
        <Checkbox checked={draft.signed} onChange={(e) => set({ signed: e.target.checked })}>{d.signed}</Checkbox>
        {run.isError && <ProblemView problem={run.error} />}
      </div>
    </Modal>
  );
}

/** Tally counts the votes, and says so where the conclusion goes against the greater part of them. */
function Tally({ voices, follows }: { voices: Voice[]; follows?: boolean }) {
  const d = useText().course.discussion;
  const count = (vote: Voice["vote"]) => voices.filter((v) => v.vote === vote).length;
  const against = follows !== undefined && (follows ? count("against") > count("for") : count("for") > count("against"));
  return <span className="small soft num" role="status">{d.tally(count("for"), count("against"), count("abstain"))} {against && <span className="tone-amber">{d.tallyAgainst}</span>}</span>;
}
