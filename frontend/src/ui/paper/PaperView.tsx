import { DownloadOutlined, LeftOutlined, RightOutlined, ZoomInOutlined, ZoomOutOutlined } from "@ant-design/icons";
import { Button, Segmented } from "antd";
import { type ReactNode, useState } from "react";
import type { PaperDetail } from "@/api";
import { bytes, minute } from "@/format";
import { usePick, useText } from "@/text";
import { useActions } from "../actions";
import { Nothing } from "../states";
import { PageText } from "./PageText";
import "./paper.css";

type Mode = "image" | "text" | "both";

interface PaperViewProps {
  paper: PaperDetail;
  page: number;
  onPage: (page: number) => void;
  /** Words to be marked on the page: a source, a citation or a hit. */
  quote?: string;
  /** What else belongs into the bar, such as "cite this page". */
  tools?: ReactNode;
  first?: Mode;
}

/** PaperView shows one paper: the page as it looks and as it reads, side by side. */
export function PaperView({ paper, page, onPage, quote, tools, first = "both" }: PaperViewProps) {
  const t = useText();
  const p = t.casefile.papers;
  const [wanted, setMode] = useState<Mode>(first);
  const [zoom, setZoom] = useState(1);
  const recording = /^(video|audio)\//.test(paper.media);
  const mode: Mode = paper.has_image ? wanted : "text";
  const last = Math.max(1, paper.pages_count, paper.pages.length);
  const turn = (by: number) => onPage(Math.max(1, Math.min(last, page + by)));
  const scale = (by: number) => setZoom((z) => Math.max(0.5, Math.min(3, Math.round((z + by) * 4) / 4)));
  useActions([
    { id: "page.next", label: p.nextPage, keys: ["]", "ArrowRight"], run: () => turn(1), quiet: true },
    { id: "page.previous", label: p.prevPage, keys: ["[", "ArrowLeft"], run: () => turn(-1), quiet: true },
    { id: "page.in", label: p.zoomIn, keys: ["+", "="], run: () => scale(0.25), quiet: true },
    { id: "page.out", label: p.zoomOut, keys: ["-"], run: () => scale(-0.25), quiet: true },
  ]);
  return (
    <div className="paper-view">
      <div className="paper-bar">
        <Button size="small" icon={<LeftOutlined />} disabled={page <= 1} onClick={() => turn(-1)} aria-label={p.prevPage} title={p.prevPage} />
        <span className="num small paper-count">{t.common.of(String(page), String(last))}</span>
        <Button size="small" icon={<RightOutlined />} disabled={page >= last} onClick={() => turn(1)} aria-label={p.nextPage} title={p.nextPage} />
        {paper.has_image && (
          <Segmented<Mode> size="small" value={mode} onChange={setMode} options={[{ value: "both", label: p.both }, { value: "image", label: p.image }, { value: "text", label: p.text }]} />
        )}
        {mode !== "text" && (
          <span className="row paper-zoom">
            <Button size="small" type="text" icon={<ZoomOutOutlined />} onClick={() => scale(-0.25)} aria-label={p.zoomOut} title={p.zoomOut} />
            <button type="button" className="plain-button num small" title={p.fit} onClick={() => setZoom(1)}>{`${Math.round(zoom * 100)}%`}</button>
            <Button size="small" type="text" icon={<ZoomInOutlined />} onClick={() => scale(0.25)} aria-label={p.zoomIn} title={p.zoomIn} />
          </span>
        )}
        <span className="grow paper-gap" />
        {tools}
        <Button size="small" type="text" icon={<DownloadOutlined />} href={`/api/papers/${paper.id}/original`} download={paper.file_name} aria-label={p.original} title={`${p.original} (${bytes(paper.size)})`} />
      </div>
      {recording ? <Recording paper={paper} /> : <Faces paper={paper} page={page} mode={mode} zoom={zoom} quote={quote} />}
    </div>
  );
}

function Faces({ paper, page, mode, zoom, quote }: { paper: PaperDetail; page: number; mode: Mode; zoom: number; quote?: string }) {
  const t = useText();
  const pick = usePick();
  const p = t.casefile.papers;
  if (paper.status === "unreadable" || paper.status === "waiting") {
    return <Nothing title={p.status[paper.status]} hint={pick(paper.reason)} />;
  }
  const text = paper.pages.find((x) => x.number === page)?.text ?? "";
  return (
    <div className={mode === "both" ? "paper-faces paper-both" : "paper-faces"}>
      {mode !== "text" && (
        <div className="paper-image" tabIndex={0} role="region" aria-label={p.image}>
          <img src={`/api/papers/${paper.id}/pages/${page}/image?width=1200`} alt={`${p.image} ${t.common.page(page)}`} style={{ width: `${zoom * 100}%` }} />
        </div>
      )}
      {mode !== "image" && (
        <div className="paper-text" tabIndex={0} role="region" aria-label={p.text} data-page-text={page}>
          {text === "" ? <Nothing title={p.noText} hint={p.noTextHint} small /> : <PageText text={text} quote={quote} />}
        </div>
      )}
    </div>
  );
}

function Recording({ paper }: { paper: PaperDetail }) {
  const t = useText();
  const source = `/api/papers/${paper.id}/original`;
  return (
    <div className="paper-recording">
      {paper.media.startsWith("video/") ? <video controls preload="metadata" src={source} aria-label={t.casefile.papers.recording} /> : <audio controls preload="metadata" src={source} aria-label={t.casefile.papers.recording} />}
      <dl className="facts">
        {Object.entries(paper.meta).map(([key, value]) => <div key={key} className="fact"><dt>{t.casefile.papers.meta[key as keyof typeof t.casefile.papers.meta] ?? key}</dt><dd>{/^\d{4}-\d{2}-\d{2}T/.test(value) ? minute(value) : value}</dd></div>)}
      </dl>
    </div>
  );
}
