import { DatePicker } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useMay } from "@/api";
import { useText } from "@/text";
import { Panel } from "@/ui/Page";
import { type Change, useStartTrial } from "../queries";
import { TrialStart } from "./EffectView";

/** TestPanel tries a change on the office's own cases, those filed since a day and all that are open. */
export function TestPanel({ change }: { change: Change }) {
  const d = useText().rulebook.draft;
  const may = useMay()("case.read");
  const [since, setSince] = useState<string>();
  const start = useStartTrial();
  const [tried, setTried] = useState<string>();
  const now = JSON.stringify(change);
  if (!may) {
    return <Panel title={d.test}><span className="soft">{d.needsCases}</span></Panel>;
  }
  return (
    <Panel title={d.test}>
      <TrialStart
        started={tried === now ? start.data : undefined} pending={start.isPending} problem={tried === now ? start.error : null}
        run={() => {
          setTried(now);
          start.mutate({ ...change, ...(since ? { since } : {}) });
        }}
      >
        <label className="row"><span className="soft">{d.since}</span><DatePicker size="small" value={since ? dayjs(since) : null} onChange={(v) => setSince(v ? v.format("YYYY-MM-DD") : undefined)} /></label>
      </TrialStart>
    </Panel>
  );
}
