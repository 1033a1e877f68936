import { Checkbox } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { useCan, useTheCase } from "@/api";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { DepartureBox } from "@/ui/DepartureBox";
import { Panel } from "@/ui/Page";
import { Loaded } from "@/ui/states";
import { ForeignList } from "./ForeignList";
import { PenaltyRange } from "./PenaltyRange";
import { useDepartures, useMark, usePenalties, useReason, useSimilar } from "./queries";
import { SimilarList } from "./SimilarList";

/** SimilarTab shows what the office did in cases like this one: the range of past fines, and the cases with the reason why. */
export function SimilarTab() {
  const data = useTheCase();
  const t = useText();
  const s = t.similar;
  const can = useCan();
  const [decided, setDecided] = useState(false);
  const found = useSimilar(data.id, decided);
  const [others, setOthers] = useState(false);
  const penalties = usePenalties(data.id, others);
  const mark = useMark(data.id);
  const notify = useNotify();
  const handleMark = (other: string, similar: boolean, rank: number) => mark.mutate({ other, similar, rank }, { onSuccess: () => notify.done(s.marked), onError: notify.failed });
  return (
    <div className="page stack stack-loose">
      <Panel title={s.range} extra={<><span className="soft small">{s.rangeHint}</span><Checkbox checked={others} onChange={(e) => setOthers(e.target.checked)}>{t.collections.withOthers}</Checkbox></>}><Loaded query={penalties} lines={4}>{(range) => <PenaltyRange range={range} />}</Loaded>{can("readInternal") && <Reasons id={data.id} />}</Panel>
      <Panel
        title={s.title} flush
        extra={<><Checkbox checked={decided} onChange={(e) => setDecided(e.target.checked)}>{s.decided}</Checkbox><Link className="small" to="/similar">{s.ofText}</Link></>}
      >
        <Loaded query={found} lines={8}>
          {(cases) => <SimilarList found={cases} noFacts={s.noFacts} noFactsHint={s.noFactsHint} onMark={can("judge") ? handleMark : undefined} />}
        </Loaded>
      </Panel>
      {found.data && found.data.others.length > 0 && <Panel title={t.collections.others} flush extra={<span className="soft small">{t.collections.othersHint}</span>}><ForeignList cases={found.data.others} /></Panel>}
    </div>
  );
}

/** Reasons hold the reason why the penalty lies outside the standard, to be given here by whoever handles or examines the case. */
function Reasons({ id }: { id: string }) {
  const found = useDepartures(id).data;
  const give = useReason(id, found?.review ?? "");
  if (!found) {
    return null;
  }
  const may = found.may_reason || found.review !== "";
  return (
    <>
      {found.departures.map((d) => (
        <DepartureBox key={d.item} departure={d} mayWaive={found.review !== ""} saving={give.isPending} onSave={may ? (text, waived, done) => give.mutate({ item: d.item, text, waived }, { onSuccess: done }) : undefined} />
      ))}
    </>
  );
}
