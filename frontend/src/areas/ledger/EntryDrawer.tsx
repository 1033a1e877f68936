import { Drawer } from "antd";
import { count, minute } from "@/format";
import { usePick, useText } from "@/text";
import { Loaded } from "@/ui/states";
import { useEntry } from "./queries";

/** pretty lays canonical JSON out for reading; what does not parse is shown as it stands. */
export function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** EntryDrawer shows one entry as it stands in the record, and the path that proves it. */
export function EntryDrawer({ seq, onClose }: { seq: number; onClose: () => void }) {
  const t = useText();
  const l = t.ledger;
  const pick = usePick();
  const query = useEntry(seq);
  return (
    <Drawer open onClose={onClose} title={l.entry(count(seq))} size={560}>
      <Loaded query={query}>
        {(e) => (
          <div className="stack stack-loose">
            <div><strong>{pick(e.text)}</strong><div className="soft num">{e.actor.name} · {minute(e.at)}</div><div className="mono faint">{e.kind} · {e.subject}</div></div>
            <section className="stack"><h3>{l.body}</h3><pre className="mono ledger-body">{pretty(e.body)}</pre></section>
            <section className="stack"><h3>{l.leaf}</h3><code className="ledger-hash">{e.leaf}</code></section>
            <section className="stack"><h3>{l.proof}</h3><ol className="ledger-path">{e.proof.map((p, i) => <li key={i}><code className="ledger-hash">{p}</code></li>)}</ol><p className="faint small">{l.proofHint}</p></section>
          </div>
        )}
      </Loaded>
    </Drawer>
  );
}
