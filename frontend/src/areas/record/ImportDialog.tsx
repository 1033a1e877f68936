import { useQuery } from "@tanstack/react-query";
import { Button, Input, Modal, Progress } from "antd";
import { useRef, useState } from "react";
import { api, call } from "@/api";
import { percent } from "@/format";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { ProblemView } from "@/ui/states";
import { useImportStep, useStartImport } from "./queries";
import { type Chosen, putRecordings } from "./upload";

/** ImportDialog takes in a body recorder or a station's folder: read in place on this machine, or sent by the browser. */
export function ImportDialog({ caseId, caseNo, onClose }: { caseId?: string; caseNo?: string; onClose: () => void }) {
  const t = useText();
  const i = t.record.import;
  const notify = useNotify();
  const start = useStartImport();
  const step = useImportStep();
  const chooser = useRef<HTMLInputElement>(null);
  const [folder, setFolder] = useState("");
  const [station, setStation] = useState("");
  const [returned, setReturned] = useState("");
  const [files, setFiles] = useState<Chosen[]>([]);
  const [sent, setSent] = useState<number>();
  const [problem, setProblem] = useState<unknown>();
  const inWindow = useQuery({ queryKey: ["shell"], queryFn: () => call(api.GET("/api/shell")), staleTime: Infinity, retry: false }).data?.window ?? false;
  const order = { case: caseId, origin: station, returned_at: returned };
  const browse = () => call(api.POST("/api/shell/pick-folder")).then(({ path }) => path && setFolder(path), notify.failed);
  const handleStart = async () => {
    setProblem(undefined);
    try {
      if (files.length === 0) {
        await start.mutateAsync({ ...order, folder });
      } else {
        const made = await start.mutateAsync({ ...order, name: files[0]?.path.split("/")[0] });
        setSent(0);
        await putRecordings(made.id, files, setSent);
        await step.mutateAsync({ id: made.id, step: "start" });
      }
      notify.done(i.started);
      onClose();
    } catch (cause) {
      setSent(undefined);
      setProblem(cause);
    }
  };
  const ready = folder.trim() !== "" || files.length > 0;
  return (
    <Modal
      open title={i.title} onCancel={onClose} width={640}
      footer={[<Button key="no" onClick={onClose}>{t.common.cancel}</Button>, <Button key="ok" type="primary" disabled={!ready} loading={start.isPending || sent !== undefined} onClick={() => void handleStart()}>{i.start}</Button>]}
    >
      <div className="stack">
        {caseNo && <strong>{i.into(caseNo)}</strong>}
        <div className="row">
          <Input autoFocus value={folder} disabled={files.length > 0} placeholder={i.folderHint} aria-label={i.folder} onChange={(e) => setFolder(e.target.value)} />
          {inWindow && <Button onClick={() => void browse()}>{i.browse}</Button>}
        </div>
        <div className="row row-wrap">
          <span className="soft small">{i.orFiles}</span>
          <input ref={chooser} type="file" multiple hidden aria-label={i.files} onChange={(e) => setFiles(Array.from(e.currentTarget.files ?? [], (file) => ({ path: file.webkitRelativePath || file.name, file })))} />
          <Button size="small" onClick={() => chooser.current?.click()}>{i.files}</Button>
          {files.length > 0 && <span className="num small">{t.record.total(String(files.length))}</span>}
        </div>
        <div className="record-two">
          <Input value={station} placeholder={i.station} aria-label={i.station} onChange={(e) => setStation(e.target.value)} />
          <Input value={returned} placeholder={t.record.edit.instantHint} aria-label={i.returned} addonBefore={i.returned} onChange={(e) => setReturned(e.target.value)} />
        </div>
        <span className="soft small">{i.returnedHint}</span>
        <span className="soft small">{i.hint}</span>
        {sent !== undefined && <Progress percent={percent(sent, files.length)} format={() => i.uploading(sent, files.length)} />}
        {problem !== undefined && <ProblemView problem={problem} />}
      </div>
    </Modal>
  );
}
