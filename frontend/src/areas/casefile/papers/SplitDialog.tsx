import { Button, Input, Modal, Select } from "antd";
import { useState } from "react";
import { type PaperDetail, type PaperSplit, useRulebook } from "@/api";
import { usePick, useText } from "@/text";
import { Loaded } from "@/ui/states";
import { useSplit, useSplitPlan } from "../queries";

interface SplitDialogProps { paper: PaperDetail; caseId: string; onClose: () => void; onDone: (paper: string) => void }

/** SplitDialog shows the pages of a file and where another paper seems to begin; a person sets that right and confirms. */
export function SplitDialog({ paper, caseId, onClose, onDone }: SplitDialogProps) {
  const s = useText().casefile.split;
  return (
    <Modal open title={s.title} width={1080} footer={null} onCancel={onClose} styles={{ body: { maxHeight: "74vh", overflow: "auto" } }}>
      <Loaded query={useSplitPlan(paper.id)} lines={8}>{(plan) => <Cuts paper={paper} caseId={caseId} plan={plan} onClose={onClose} onDone={onDone} />}</Loaded>
    </Modal>
  );
}

interface Begin { first: number; code: string; title: string }

function Cuts({ paper, caseId, plan, onClose, onDone }: SplitDialogProps & { plan: PaperSplit }) {
  const t = useText();
  const s = t.casefile.split;
  const pick = usePick();
  const kinds = useRulebook().data?.papers ?? [];
  const split = useSplit(paper.id, caseId);
  const [begins, setBegins] = useState<Begin[]>(plan.cuts.map((c) => ({ first: c.first, code: c.code, title: c.title })));
  if (plan.reason) {
    return <p className="soft">{pick(plan.reason)}</p>;
  }
  const options = kinds.map((k) => ({ value: k.code, label: `${k.code} ${pick(k.name)}` }));
  const set = (first: number, part: Partial<Begin>) => setBegins((old) => old.map((b) => (b.first === first ? { ...b, ...part } : b)));
  const begin = (page: number) => setBegins((old) => [...old, { first: page, code: "", title: "" }].sort((a, b) => a.first - b.first));
  const drop = (page: number) => setBegins((old) => old.filter((b) => b.first !== page));
  const last = (i: number) => (begins[i + 1]?.first ?? plan.pages + 1) - 1;
  return (
    <div className="stack">
      <p className="soft">{s.hint}</p>
      {begins.map((b, i) => (
        <section key={b.first} className="split-part" aria-label={s.part(i + 1)}>
          <div className="row">
            <strong className="num nowrap">{s.part(i + 1)} · {s.range(b.first, last(i))}</strong>
            <Select size="small" showSearch={{ optionFilterProp: "label" }} allowClear aria-label={t.casefile.papers.code} placeholder={t.casefile.papers.unsorted} style={{ width: 260 }} value={b.code || undefined} options={options} onChange={(code?: string) => set(b.first, { code: code ?? "", title: pick(kinds.find((k) => k.code === code)?.name) || b.title })} />
            <Input size="small" aria-label={t.casefile.papers.name} placeholder={t.casefile.papers.name} value={b.title} onChange={(e) => set(b.first, { title: e.target.value })} />
            {i > 0 && <Button size="small" onClick={() => drop(b.first)}>{s.merge}</Button>}
          </div>
          {plan.cuts.find((c) => c.first === b.first)?.reason && <span className="small soft">{pick(plan.cuts.find((c) => c.first === b.first)?.reason)}</span>}
          <div className="split-pages">
            {Array.from({ length: last(i) - b.first + 1 }, (_, n) => b.first + n).map((page) => (
              <figure key={page} className="split-page">
                {page > b.first && <button type="button" className="split-here" title={s.here(page)} aria-label={s.here(page)} onClick={() => begin(page)} />}
                <img src={`/api/papers/${paper.id}/pages/${page}/image?width=200`} alt={t.common.page(page)} loading="lazy" />
                <figcaption className="small faint num">{page}</figcaption>
              </figure>
            ))}
          </div>
        </section>
      ))}
      <div className="row">
        <span className="small soft">{s.keeps}</span>
        <span className="grow" />
        <Button onClick={onClose}>{t.common.cancel}</Button>
        <Button type="primary" disabled={begins.length < 2} loading={split.isPending} onClick={() => split.mutate(begins, { onSuccess: (made) => { onClose(); onDone(made.papers[0] ?? ""); } })}>{s.go(begins.length)}</Button>
      </div>
    </div>
  );
}
