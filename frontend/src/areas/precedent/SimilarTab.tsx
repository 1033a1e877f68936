import { Checkbox } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { useCan, useTheCase } from "@/api";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { Panel } from "@/ui/Page";
import { Loaded } from "@/ui/states";
import { PenaltyRange } from "./PenaltyRange";
import { useMark, usePenalties, useSimilar } from "./queries";
import { SimilarList } from "./SimilarList";

/** SimilarTab shows what the office did in cases like this one: the range of past fines, and the cases with the reason why. */
export function SimilarTab() {
  const data = useTheCase();
  const t = useText();
  const s = t.similar;
  const can = useCan();
  const [decided, setDecided] = useState(false);
  const found = useSimilar(data.id, decided);
  const penalties = usePenalties(data.id);
  const mark = useMark(data.id);
  const notify = useNotify();
  const handleMark = (other: string, similar: boolean, rank: number) => mark.mutate({ other, similar, rank }, { onSuccess: () => notify.done(s.marked), onError: notify.failed });
  return (
    <div className="page stack stack-loose">
      <Panel title={s.range} extra={<span className="soft small">{s.rangeHint}</span>}><Loaded query={penalties} lines={4}>{(range) => <PenaltyRange range={range} />}</Loaded></Panel>
      <Panel
        title={s.title} flush
        extra={<><Checkbox checked={decided} onChange={(e) => setDecided(e.target.checked)}>{s.decided}</Checkbox><Link className="small" to="/similar">{s.ofText}</Link></>}
      >
        <Loaded query={found} lines={8}>
          {(cases) => <SimilarList found={cases} noFacts={s.noFacts} noFactsHint={s.noFactsHint} onMark={can("judge") ? handleMark : undefined} />}
        </Loaded>
      </Panel>
    </div>
  );
}
