import { Button } from "antd";
import { useNavigate } from "react-router";
import { download, type Proof, useTheCase } from "@/api";
import { bytes, count } from "@/format";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Panel } from "@/ui/Page";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded, Nothing } from "@/ui/states";
import { HeadFacts } from "./LedgerPage";
import { useProof } from "./queries";
import "./ledger.css";

/** ProofTab is what one can take away to prove that the case is as it was: counts, the head, the fingerprints. */
export function ProofTab() {
  const data = useTheCase();
  const query = useProof(data.id);
  return <div className="page"><Loaded query={query} lines={8}>{(proof) => <Sheet proof={proof} caseId={data.id} />}</Loaded></div>;
}

function Sheet({ proof, caseId }: { proof: Proof; caseId: string }) {
  const t = useText();
  const p = t.casefile.proof;
  const navigate = useNavigate();
  const columns: Column<Proof["papers"][number]>[] = [
    { key: "title", title: p.title2, render: (x) => <span title={x.title}>{x.title}</span> },
    { key: "size", title: t.casefile.papers.size, width: 96, end: true, render: (x) => bytes(x.size) },
    { key: "hash", title: t.casefile.papers.hash, width: 560, render: (x) => <span className="mono stack"><span>{x.sha256}</span>{x.sm3 && <span className="soft">SM3 {x.sm3}</span>}</span> },
    { key: "receipt", title: "", width: 190, render: (x) => <span className="row"><Button size="small" type="text" onClick={(e) => { e.stopPropagation(); void download("GET", `/api/receipts/${x.id}/json`); }}>{t.anchors.receipt}</Button><Button size="small" type="text" onClick={(e) => { e.stopPropagation(); void download("POST", `/api/items/${x.id}/custody-sheet/pdf`); }}>{t.anchors.custody}</Button></span> },
  ];
  return (
    <div className="stack stack-loose">
      <Panel title={p.title}>
        <p className="soft">{p.hint}</p>
        <dl style={{ marginTop: 8 }}>
          <div className="fact"><dt>{p.entries}</dt><dd className="num">{count(proof.entries)}</dd></div>
          <div className="fact"><dt>{p.range}</dt><dd className="num">{count(proof.first_seq)} – {count(proof.last_seq)}</dd></div>
        </dl>
        <HeadFacts head={proof.head} />
      </Panel>
      <Panel title={t.anchors.receipt}>
        <p className="soft">{t.anchors.receiptHint}</p>
        <div className="row" style={{ marginTop: 8 }}>
          <Button type="primary" onClick={() => void download("GET", `/api/receipts/${caseId}/json`)}>{t.anchors.json}</Button>
          <Button onClick={() => void download("GET", `/api/receipts/${caseId}/pdf`)}>{t.anchors.pdf}</Button>
          <Button onClick={() => void download("GET", `/api/receipts/${caseId}/html`)}>{t.anchors.page}</Button>
        </div>
      </Panel>
      {proof.others.length > 0 && <Others rows={proof.others} />}
      <Panel title={p.papers} flush>
        {proof.papers.length === 0 ? <Nothing title={p.none} small /> : <RowTable label={p.papers} columns={columns} rows={proof.papers} rowKey={(x) => x.id} onOpen={(x) => void navigate(`/cases/${caseId}/papers/${x.id}`)} keyboard minWidth={820} />}
      </Panel>
    </div>
  );
}

/** Others are the signed reviews and the recordings, each with a receipt of its own. */
function Others({ rows }: { rows: Proof["others"] }) {
  const t = useText().anchors;
  const pick = usePick();
  const columns: Column<Proof["others"][number]>[] = [
    { key: "kind", title: t.kind, width: 120, render: (x) => <Badge tone="quiet">{t.others[x.kind]}</Badge> },
    { key: "title", title: t.about, render: (x) => pick(x.title) },
    { key: "do", title: "", width: 220, render: (x) => <span className="row"><Button size="small" type="text" onClick={() => void download("GET", `/api/receipts/${x.id}/json`)}>{t.json}</Button><Button size="small" type="text" onClick={() => void download("GET", `/api/receipts/${x.id}/pdf`)}>{t.pdf}</Button></span> },
  ];
  return <Panel title={t.othersTitle} flush><RowTable label={t.othersTitle} columns={columns} rows={rows} rowKey={(x) => x.id} minWidth={720} /></Panel>;
}
