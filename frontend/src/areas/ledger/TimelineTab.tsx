import { useTheCase } from "@/api";
import { useText } from "@/text";
import { Panel } from "@/ui/Page";
import { Loaded, Nothing } from "@/ui/states";
import { EntryTable } from "./LedgerPage";
import { useTimeline } from "./queries";
import "./ledger.css";

/** TimelineTab is what happened in a case, straight from the record, the newest first. */
export function TimelineTab() {
  const t = useText();
  const query = useTimeline(useTheCase().id);
  return (
    <div className="page">
      <Panel flush title={t.casefile.tabs.timeline} extra={<span className="faint small">{t.casefile.timeline.hint}</span>}>
        <Loaded query={query} lines={10}>{(entries) => (entries.length === 0 ? <Nothing title={t.casefile.timeline.empty} /> : <EntryTable plain entries={[...entries].sort((a, b) => b.seq - a.seq)} />)}</Loaded>
      </Panel>
    </div>
  );
}
