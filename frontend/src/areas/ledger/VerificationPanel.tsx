import { Button, Progress } from "antd";
import { useCan, type Verification } from "@/api";
import { count, duration, minute, percent } from "@/format";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Panel } from "@/ui/Page";
import { ReasonButton } from "@/ui/ReasonButton";
import { Loaded, Nothing } from "@/ui/states";
import { useCancelJob, useRunning, useStart, useVerification } from "./queries";

/** VerificationPanel runs the verification of everything and names every finding. */
export function VerificationPanel() {
  const t = useText();
  const l = t.ledger;
  const pick = usePick();
  const can = useCan();
  const query = useVerification(can("verify"));
  const start = useStart("verify");
  const cancel = useCancelJob();
  const job = useRunning("verification");
  return (
    <Panel title={l.verification} extra={!job && <ReasonButton size="small" type="primary" reason={can("verify") ? undefined : l.needs} loading={start.isPending} onClick={() => start.mutate()}>{l.run}</ReasonButton>}>
      {!can("verify") ? <Nothing title={l.needs} hint={l.neverHint} small /> : job ? (
        <div className="stack">
          <div className="row spread"><strong>{l.running}</strong><Button size="small" onClick={() => cancel.mutate(job.id)}>{l.cancel}</Button></div>
          <Progress percent={percent(job.done, job.total)} />
          <span className="soft small">{pick(job.message)}</span>
        </div>
      ) : (
        <Loaded query={query} lines={3}>{(data) => (data.latest ? <Result result={data.latest} /> : <Nothing title={l.never} hint={l.neverHint} small />)}</Loaded>
      )}
    </Panel>
  );
}

function Result({ result }: { result: Verification }) {
  const t = useText();
  const l = t.ledger;
  const pick = usePick();
  return (
    <div className="stack">
      <div className="row"><Badge tone={result.intact ? "accent" : "red"}>{result.intact ? l.intact : l.damaged}</Badge><span className="soft num">{l.last} {minute(result.finished_at)}</span></div>
      <p>{result.intact ? l.intactHint : l.damagedHint}</p>
      <p className="soft small num">{l.checked(count(result.entries), count(result.rows), count(result.files), duration(result.took_ms))}</p>
      {result.findings.length > 0 && (
        <ul className="stack">{result.findings.map((f, i) => <li key={i} className="stop stop-block"><div>{pick(f.what)}</div><code className="faint">{[f.where, f.name, f.key, f.seq ? `#${f.seq}` : ""].filter(Boolean).join(" ")}</code></li>)}</ul>
      )}
    </div>
  );
}
