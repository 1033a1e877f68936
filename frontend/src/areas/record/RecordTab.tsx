import { Button } from "antd";
import { useState } from "react";
import { type CaseRecord, download, useTheCase } from "@/api";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { Panel } from "@/ui/Page";
import { Loaded } from "@/ui/states";
import { DutyList } from "./DutyList";
import { ImportDialog } from "./ImportDialog";
import { LifeList } from "./LifeList";
import { useCaseRecord } from "./queries";
import { SpanLanes } from "./SpanLanes";
import "./record.css";

/** RecordTab is the full-process record of a case: what must be recorded, when it was, and the whole life of the case. */
export function RecordTab() {
  const query = useCaseRecord(useTheCase().id);
  return <div className="page stack stack-loose"><Loaded query={query} lines={10}>{(record) => <Record record={record} />}</Loaded></div>;
}

function Record({ record }: { record: CaseRecord }) {
  const t = useText();
  const r = t.record;
  const data = useTheCase();
  const notify = useNotify();
  const [importing, setImporting] = useState(false);
  const sheet = () => download("GET", `/api/cases/${data.id}/recordings/docx`).catch(notify.failed);
  const actions = (
    <>
      <Button size="small" onClick={() => void sheet()}>{r.check.sheet}</Button>
      {record.may_work && <Button size="small" type="primary" onClick={() => setImporting(true)}>{r.import.button}</Button>}
    </>
  );
  return (
    <>
      <Panel flush title={r.check.title} extra={actions}><DutyList record={record} caseId={data.id} onImport={() => setImporting(true)} /></Panel>
      <Panel title={r.spans.title}><SpanLanes record={record} /></Panel>
      <LifeList items={record.timeline} caseId={data.id} />
      {importing && <ImportDialog caseId={data.id} caseNo={data.no} onClose={() => setImporting(false)} />}
    </>
  );
}
