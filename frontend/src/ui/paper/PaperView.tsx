import { DownloadOutlined, LeftOutlined, RightOutlined, RotateRightOutlined, ZoomInOutlined, ZoomOutOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Segmented, Select } from "antd";
import { useState } from "react";
import { download, type PageFace, type Paper, pageQuery } from "@/api";
import { bytes } from "@/format";
import { usePick, useText } from "@/text";
import { useActions } from "../actions";
import { useNotify } from "../notify";
import { useRemembered } from "../remember";
import { Nothing, ProblemView, Waiting } from "../states";
import { useSize } from "../useSize";
import type { Turn } from "./boxes";
import { useCustody, useSeen } from "./custody";
import { isRecording, type Marking } from "./marks";
import { PageText, rangeOf } from "./PageText";
import { fetchPicture, pictureUrl, widthFor } from "./pictures";
import { Recording } from "./Recording";
import { type Lit, Sheet, type Zoom } from "./Sheet";
import "./paper.css";

type Mode = "image" | "text" | "both";

/** From this width on, a page and its text stand side by side unless a person has chosen otherwise. */
const roomForBoth = 820;
const zooms = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

interface PaperViewProps {
  paper: Paper;
  page: number;
  onPage: (page: number) => void;
  /** Words to be marked on the page: a source or a citation. */
  quote?: string;
  /** What was found on the page. */
  hits?: Lit[];
  marking?: Marking;
}

/** PaperView shows one paper: the page as it looks and as it reads, side by side or either. */
export function PaperView({ paper, page, onPage, quote, hits = [], marking }: PaperViewProps) {
  const t = useText();
  const p = t.casefile.papers;
  const d = t.desk.view;
  const [root, size] = useSize();
  const [wanted, setMode] = useRemembered<string>("paper_mode", "auto");
  const [kept, keepZoom] = useRemembered<string>("paper_zoom", "width");
  const zoom: Zoom = kept === "width" || kept === "page" ? kept : Number(kept) || 1;
  const [turn, setTurn] = useState<Turn>(0);
  const [drafting, setDrafting] = useState(false);
  const notify = useNotify();
  const note = useCustody(paper);
  const { seen, query: seeing } = useSeen(paper);
  const recording = isRecording(paper);
  const mode: Mode = !paper.has_image ? "text" : wanted === "both" || wanted === "image" || wanted === "text" ? wanted : size.width >= roomForBoth ? "both" : "image";
  const last = Math.max(1, paper.pages_count);
  const go = (to: number) => onPage(Math.max(1, Math.min(last, to)));
  const scale = (by: 1 | -1) => {
    const now = typeof zoom === "number" ? zoom : 1;
    keepZoom(String((by > 0 ? zooms.find((z) => z > now + 0.01) : [...zooms].reverse().find((z) => z < now - 0.01)) ?? now));
  };
  const rotate = () => setTurn(((turn + 90) % 360) as Turn);
  const modes: Mode[] = ["both", "image", "text"];
  const draft = () => {
    if (mode === "text") {
      setMode("both");
    }
    setDrafting(true);
  };
  const unmarkable = !marking?.onDraw ? t.review.desk.readOnly : recording || !paper.has_image ? p.noImage : undefined;
  useActions([
    { id: "page.next", label: p.nextPage, keys: ["]", "ArrowRight", "PageDown"], run: () => go(page + 1), quiet: true },
    { id: "page.previous", label: p.prevPage, keys: ["[", "ArrowLeft", "PageUp"], run: () => go(page - 1), quiet: true },
    { id: "page.in", label: p.zoomIn, keys: ["+", "="], run: () => scale(1), quiet: true },
    { id: "page.out", label: p.zoomOut, keys: ["-"], run: () => scale(-1), quiet: true },
    { id: "page.width", label: p.fit, keys: ["w"], run: () => keepZoom("width"), quiet: true },
    { id: "page.whole", label: d.whole, keys: ["f"], run: () => keepZoom("page"), quiet: true },
    { id: "page.turn", label: d.turn, keys: ["q"], run: rotate, quiet: true },
    { id: "page.mode", label: d.mode, keys: ["v"], run: () => setMode(modes[(modes.indexOf(mode) + 1) % 3] ?? "both"), quiet: true },
    ...(marking ? [{ id: "page.mark", label: (marking.words ?? t.desk.mark).begin, keys: ["m"], run: draft, disabled: unmarkable }] : []),
  ]);
  return (
    <div ref={root} className="paper-view" onCopy={() => void note("copy", String(page)).catch(notify.failed)}>
      <div className="paper-bar">
        {!recording && (
          <>
            <Button size="small" icon={<LeftOutlined />} disabled={page <= 1} onClick={() => go(page - 1)} aria-label={p.prevPage} title={p.prevPage} />
            <PageNumber page={page} last={last} onPage={go} />
            <Button size="small" icon={<RightOutlined />} disabled={page >= last} onClick={() => go(page + 1)} aria-label={p.nextPage} title={p.nextPage} />
          </>
        )}
        {paper.has_image && <Segmented<Mode> size="small" value={mode} onChange={setMode} options={[{ value: "both", label: p.both }, { value: "image", label: p.image }, { value: "text", label: p.text }]} />}
        {paper.has_image && mode !== "text" && (
          <span className="row paper-zoom">
            <Button size="small" type="text" icon={<ZoomOutOutlined />} onClick={() => scale(-1)} aria-label={p.zoomOut} title={p.zoomOut} />
            <Select<string> size="small" variant="borderless" value={kept} onChange={keepZoom} aria-label={d.zoom} style={{ width: 92 }} options={[{ value: "width", label: p.fit }, { value: "page", label: d.whole }, ...zooms.map((z) => ({ value: String(z), label: `${z * 100}%` }))]} />
            <Button size="small" type="text" icon={<ZoomInOutlined />} onClick={() => scale(1)} aria-label={p.zoomIn} title={p.zoomIn} />
            <Button size="small" type="text" icon={<RotateRightOutlined />} onClick={rotate} aria-label={d.turn} title={d.turn} />
          </span>
        )}
        <span className="grow paper-gap" />
        {marking?.onDraw && !unmarkable && <Button size="small" title={(marking.words ?? t.desk.mark).begin} onClick={draft}>{(marking.words ?? t.desk.mark).box} <kbd>m</kbd></Button>}
        {paper.media.startsWith("text/plain; charset=utf-8") && (["docx", "pdf"] as const).map((form) => <Button key={form} size="small" type="text" title={p.written[form]} onClick={() => void note(form === "pdf" ? "print" : "export").then(() => download("GET", `/api/papers/${paper.id}/${form}`)).catch(notify.failed)}>{form === "pdf" ? "PDF" : "Word"}</Button>)}
        <Button size="small" type="text" icon={<DownloadOutlined />} aria-label={p.original} title={`${p.original} (${bytes(paper.size)})`} onClick={() => void note("export").then(() => save(paper)).catch(notify.failed)} />
      </div>
      {drafting && <p className="paper-hint small" role="status">{t.desk.mark.draftHint}</p>}
      {!seen ? (seeing.isError ? <div className="panel-body"><ProblemView problem={seeing.error} onRetry={() => void seeing.refetch()} /></div> : <Waiting />) : recording ? <Recording key={paper.id} paper={paper} marking={marking} /> : <Faces paper={paper} page={page} last={last} mode={mode} auto={wanted === "auto"} zoom={zoom} turn={turn} quote={quote} hits={hits} marking={marking} drafting={drafting} onDrafted={() => setDrafting(false)} />}
    </div>
  );
}

/** save hands the file as it came to the browser, which streams it to the disk. */
function save(paper: Paper) {
  const link = document.createElement("a");
  link.href = `/api/papers/${paper.id}/original?download=1`;
  link.download = paper.file_name;
  link.click();
}

/** PageNumber is the number of the open page, which can be typed over. */
function PageNumber({ page, last, onPage }: { page: number; last: number; onPage: (page: number) => void }) {
  const t = useText();
  const [typed, setTyped] = useState<string>();
  return (
    <span className="row num small paper-count">
      <input
        className="paper-number" inputMode="numeric" aria-label={t.desk.view.page} value={typed ?? page} onFocus={(e) => e.target.select()} onChange={(e) => setTyped(e.target.value.replace(/\D/g, ""))}
        onBlur={() => { if (typed) { onPage(Number(typed)); } setTyped(undefined); }}
        onKeyDown={(e) => { if (e.key === "Enter") { e.currentTarget.blur(); } else if (e.key === "Escape") { setTyped(undefined); e.currentTarget.blur(); } }}
      />
      <span className="nowrap">/ {last}</span>
    </span>
  );
}

interface FacesProps { paper: Paper; page: number; last: number; mode: Mode; auto: boolean; zoom: Zoom; turn: Turn; quote?: string; hits: Lit[]; marking?: Marking; drafting: boolean; onDrafted: () => void }

function Faces({ paper, page, last, mode, auto, zoom, turn, quote, hits, marking, drafting, onDrafted }: FacesProps) {
  const t = useText();
  const pick = usePick();
  const p = t.casefile.papers;
  const client = useQueryClient();
  const readable = paper.status !== "unreadable" && paper.status !== "waiting";
  const query = useQuery({ ...pageQuery(paper, page), enabled: readable });
  if (!readable) {
    return <Nothing title={p.status[paper.status]} hint={pick(paper.reason)} />;
  }
  if (query.isError && query.data === undefined) {
    return <div className="panel-body"><ProblemView problem={query.error} onRetry={() => void query.refetch()} /></div>;
  }
  const face = query.data;
  const quoted = quote && face ? rangeOf({ paper: paper.id, page, quote }, face.text) : undefined;
  const lit = [...hits, ...(quoted ? [{ ...quoted, current: hits.length === 0 }] : [])];
  const handleReady = (width: number) => {
    for (const next of [page + 1, page - 1]) {
      if (next >= 1 && next <= last) {
        void client.prefetchQuery(pageQuery(paper, next));
        fetchPicture(pictureUrl(paper, next, widthFor(width * Math.min(window.devicePixelRatio, 2))));
      }
    }
  };
  const drawn = mode !== "text";
  const read = mode !== "image" && !(auto && drawn && face?.text === "");
  return (
    <div className={drawn && read ? "paper-faces paper-both" : "paper-faces"}>
      {drawn && <Sheet paper={paper} page={page} face={face} zoom={zoom} turn={turn} lit={lit} marking={marking} drafting={drafting} onDrafted={onDrafted} onReady={handleReady} />}
      {read && <Reading paper={paper} page={page} face={face} lit={lit} marking={marking} />}
    </div>
  );
}

function Reading({ paper, page, face, lit, marking }: { paper: Paper; page: number; face?: PageFace; lit: Lit[]; marking?: Marking }) {
  const p = useText().casefile.papers;
  return (
    <div className="paper-text" tabIndex={0} role="region" aria-label={p.text} data-page-text={page}>
      {face?.text === "" && <Nothing title={p.noText} hint={p.noTextHint} small />}
      {face && face.text !== "" && <PageText text={face.text} lit={lit} marks={marking?.marks.filter((m) => m.place.paper === paper.id && m.place.page === page)} chosen={marking?.chosen} onChoose={marking?.onChoose} />}
    </div>
  );
}
