import { Input, Modal, Select } from "antd";
import { useState } from "react";
import type { Disclosure } from "@/api";
import { usePick, useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { isRecording } from "@/ui/paper/marks";
import { Nothing } from "@/ui/states";
import { useDisclosureStep, usePapers } from "./queries";

/** AddScanDialog takes the pages of a paper of the case along as pictures. */
export function AddScanDialog({ data, onClose, onAdded }: { data: Disclosure; onClose: () => void; onAdded: (paper: string) => void }) {
  const t = useText();
  const s = t.disclosure.scan;
  const pick = usePick();
  const notify = useNotify();
  const step = useDisclosureStep(data.id);
  const query = usePapers(data.case);
  const [paper, setPaper] = useState<string>();
  const [title, setTitle] = useState("");
  const papers = (query.data ?? []).filter((p) => p.has_image && !isRecording(p) && !data.scans.some((one) => one.paper.id === p.id));
  const drawn = (media: string) => media === "application/pdf" || media.startsWith("image/") || media.includes("ofd");
  const sorted = [...papers].sort((a, b) => Number(drawn(b.media)) - Number(drawn(a.media)));
  return (
    <Modal
      open title={s.add} okText={s.add} okButtonProps={{ disabled: paper === undefined, loading: step.isPending }} onCancel={onClose}
      onOk={() => paper !== undefined && step.mutate({ step: "addScan", paper, title }, { onSuccess: () => { notify.done(s.added); onAdded(paper); } })}
    >
      <div className="stack">
        <span className="small soft">{s.addHint}</span>
        {query.isSuccess && papers.length === 0 ? <Nothing title={s.noPapers} small /> : (
          <Select<string>
            autoFocus showSearch optionFilterProp="label" loading={query.isPending} value={paper} onChange={setPaper} placeholder={s.choose} aria-label={s.choose} style={{ width: "100%" }}
            options={sorted.map((p) => ({ value: p.id, label: `${pick(p.name) || p.title} · ${p.title} · ${s.pages(Math.max(1, p.pages_count))}` }))}
          />
        )}
        <Input value={title} maxLength={200} placeholder={s.titleHint} aria-label={s.titleHint} onChange={(e) => setTitle(e.target.value)} />
        {step.isPending && <span className="small soft" role="status">{s.reading}</span>}
      </div>
    </Modal>
  );
}
