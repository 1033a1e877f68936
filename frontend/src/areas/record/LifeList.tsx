import { Button, Segmented } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { LifeItem } from "@/api";
import { count } from "@/format";
import { usePick, useText } from "@/text";
import { Badge, type Tone } from "@/ui/Badge";
import { Panel } from "@/ui/Page";
import { RowTable } from "@/ui/RowTable";
import { Nothing } from "@/ui/states";
import { second } from "./words";

const sorts = ["step", "paper", "review", "decision", "disclosure", "recording", "gap", "missing", "explanation"] as const;
const tones: Partial<Record<LifeItem["sort"], Tone>> = { recording: "accent", gap: "red", missing: "red", explanation: "amber", step: "plain" };
const shownAtOnce = 200;

/** LifeList is the whole life of a case, written steps and recordings in one order of time: who, when, where, with which device. */
export function LifeList({ items, caseId }: { items: LifeItem[]; caseId: string }) {
  const t = useText();
  const l = t.record.life;
  const pick = usePick();
  const navigate = useNavigate();
  const [sort, setSort] = useState<string>("all");
  const [most, setMost] = useState(shownAtOnce);
  const kept = items.filter((i) => sort === "all" || i.sort === sort);
  const options = [{ value: "all", label: l.all }, ...sorts.filter((s) => items.some((i) => i.sort === s)).map((s) => ({ value: s as string, label: l[s] }))];
  const columns = [
    { key: "at", title: l.when, width: 182, render: (i: LifeItem) => <span className="num">{second(i.at)}</span> },
    { key: "sort", title: l.kind, width: 96, render: (i: LifeItem) => <Badge tone={tones[i.sort] ?? "quiet"}>{l[i.sort]}</Badge> },
    { key: "what", title: l.what, wrap: true, render: (i: LifeItem) => pick(i.text) },
    { key: "who", title: l.who, width: 150, render: (i: LifeItem) => i.who.join(t.common.list) },
    { key: "where", title: l.where, width: 170, render: (i: LifeItem) => <span title={i.place}>{i.place}</span> },
    { key: "with", title: l.withWhat, width: 130, render: (i: LifeItem) => <span className="num">{i.device}</span> },
  ];
  const open = (i: LifeItem) => void navigate(i.sort === "recording" ? `/recordings/${i.open}` : `/cases/${caseId}/papers/${i.open}`);
  return (
    <Panel flush title={l.title} extra={<><span className="faint small num">{l.shown(count(kept.length))}</span><Segmented size="small" value={sort} options={options} onChange={(s) => { setSort(s); setMost(shownAtOnce); }} /></>}>
      {kept.length === 0 ? <Nothing small title={l.empty} /> : (
        <>
          <RowTable label={l.title} keyboard columns={columns} rows={kept.slice(0, most)} rowKey={(i) => i.id} onOpen={open} canOpen={(i) => i.open !== ""} minWidth={900} />
          {kept.length > most && <div className="life-more"><Button size="small" onClick={() => setMost(most + 5 * shownAtOnce)}>{l.more}</Button></div>}
        </>
      )}
    </Panel>
  );
}
