import { Select } from "antd";
import { useState } from "react";
import { useRulebook } from "@/api";
import { useLanguage, usePick, useText } from "@/text";
import { Panel } from "@/ui/Page";

/** Chart shows the course of a procedure as it is drawn for the public. */
export function Chart() {
  const l = useText().lists;
  const pick = usePick();
  const { language } = useLanguage();
  const procedures = useRulebook().data?.kinds.flatMap((k) => k.procedures) ?? [];
  const [chosen, setChosen] = useState<string>();
  const shown = chosen ?? procedures[0]?.id;
  return (
    <Panel title={l.chart} extra={<Select size="small" style={{ width: 190 }} aria-label={l.chart} value={shown} onChange={setChosen} options={procedures.map((p) => ({ value: p.id, label: pick(p.label) }))} />}>
      {shown !== undefined && <img className="list-chart" alt={l.chart} src={`/api/procedures/${shown}/chart?lang=${language}`} />}
    </Panel>
  );
}
