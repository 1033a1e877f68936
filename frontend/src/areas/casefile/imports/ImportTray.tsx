import { CloseOutlined, DownOutlined, UpOutlined } from "@ant-design/icons";
import { Button, Progress } from "antd";
import { useEffect, useState } from "react";
import { Link } from "react-router";
import { count, percent } from "@/format";
import { usePick, useText } from "@/text";
import { type Upload, uploader, useUploads } from "./uploader";
import "./imports.css";

/** ImportTray shows uploads in a corner of the window, wherever the person goes meanwhile. */
export function ImportTray() {
  const t = useText();
  const uploads = useUploads();
  const busy = uploads.some((u) => u.state === "sending" || u.state === "paused");
  useEffect(() => {
    if (!busy) {
      return;
    }
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", hold);
    return () => window.removeEventListener("beforeunload", hold);
  }, [busy]);
  if (uploads.length === 0) {
    return null;
  }
  return <aside className="tray" aria-label={t.imports.title}>{uploads.map((u) => <Card key={u.id} upload={u} />)}</aside>;
}

function Card({ upload }: { upload: Upload }) {
  const t = useText();
  const u = t.imports.upload;
  const [open, setOpen] = useState(false);
  const sent = upload.files.filter((f) => f.state === "sent").length;
  const failed = upload.files.filter((f) => f.state === "failed").length;
  const size = upload.files.reduce((sum, f) => sum + f.size, 0);
  const gone = upload.files.reduce((sum, f) => sum + f.sent, 0);
  const words = { sending: u.title, paused: u.paused, failed: u.failed(failed), sent: u.done }[upload.state];
  return (
    <section className="tray-card">
      <div className="row">
        <strong className="one-line grow" title={upload.name}>{upload.name}</strong>
        <Button size="small" type="text" icon={open ? <DownOutlined /> : <UpOutlined />} aria-label={open ? u.hide : u.show} title={open ? u.hide : u.show} onClick={() => setOpen(!open)} />
        {upload.state === "sent" && <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t.common.close} title={t.common.close} onClick={() => uploader.forget(upload.id)} />}
      </div>
      <Progress percent={percent(gone, size)} size="small" showInfo={false} status={failed > 0 ? "exception" : "normal"} />
      <div className="row small soft"><span>{words}</span><span className="grow" /><span className="num">{u.of(count(sent), count(upload.files.length))}</span></div>
      {open && <Files upload={upload} />}
      <div className="row">
        {upload.state === "sending" && <Button size="small" onClick={() => uploader.pause(upload.id)}>{u.cancel}</Button>}
        {upload.state === "paused" && <Button size="small" type="primary" onClick={() => uploader.resume(upload.id)}>{u.resume}</Button>}
        {upload.state === "failed" && <Button size="small" type="primary" onClick={() => uploader.resume(upload.id)}>{u.retry}</Button>}
        {upload.state === "failed" && sent > 0 && <Button size="small" onClick={() => uploader.goOn(upload.id)}>{u.goOn}</Button>}
        <span className="grow" />
        <Link className="small" to={`/imports/${upload.id}`}>{u.details}</Link>
      </div>
    </section>
  );
}

function Files({ upload }: { upload: Upload }) {
  const t = useText();
  const pick = usePick();
  const order = { failed: 0, sending: 1, waiting: 2, sent: 3 };
  const files = [...upload.files].sort((a, b) => order[a.state] - order[b.state]).slice(0, 200);
  return (
    <ul className="tray-files small">
      {files.map((f) => (
        <li key={f.path} className="row" title={f.problem ? pick(f.problem.text) || t.common.kind[f.problem.kind] : f.path}>
          <span className="one-line grow">{f.path}</span>
          <span className={f.state === "failed" ? "tone-red" : "faint"}>{f.state === "sending" ? `${percent(f.sent, f.size)}%` : t.imports.upload.states[f.state]}</span>
        </li>
      ))}
    </ul>
  );
}
