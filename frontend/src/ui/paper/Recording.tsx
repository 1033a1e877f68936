import { useEffect, useRef, useState } from "react";
import type { PaperDetail, Paper } from "@/api";
import { minute } from "@/format";
import { useText } from "@/text";
import { useActions } from "../actions";
import { isRecording, type Marking, moment } from "./marks";

/** Recording plays a paper that is heard or seen, with a bar of the stretches that prove something. i and o set the two ends of a new one. */
export function Recording({ paper, marking }: { paper: Paper | PaperDetail; marking?: Marking }) {
  const t = useText();
  const d = t.desk.span;
  const player = useRef<HTMLVideoElement & HTMLAudioElement>(null);
  const [length, setLength] = useState(0);
  const [from, setFrom] = useState<number>();
  const marks = marking?.marks.filter((m) => m.place.paper === paper.id && m.place.span) ?? [];
  const chosen = marks.find((m) => m.key === marking?.chosen)?.place.span?.from;
  const now = () => Math.round((player.current?.currentTime ?? 0) * 1000);
  const seek = (ms: number) => {
    if (player.current) {
      player.current.currentTime = Math.max(0, ms / 1000);
    }
  };
  useEffect(() => {
    if (chosen !== undefined) {
      seek(chosen);
    }
  }, [chosen]);
  const end = () => {
    const to = now();
    if (from === undefined || to < from + 100) {
      return;
    }
    marking?.onDraw?.({ page: 1, quote: "", span: { from, to } });
    setFrom(undefined);
  };
  const why = marking?.onDraw ? undefined : t.review.desk.readOnly;
  useActions([
    { id: "span.play", label: d.play, keys: [" "], quiet: true, run: () => { if (player.current?.paused) { void player.current.play(); } else { player.current?.pause(); } } },
    { id: "span.back", label: d.back, keys: ["shift+ArrowLeft"], quiet: true, run: () => seek(now() - 5000) },
    { id: "span.on", label: d.on, keys: ["shift+ArrowRight"], quiet: true, run: () => seek(now() + 5000) },
    { id: "span.from", label: d.from, keys: ["i"], run: () => setFrom(now()), disabled: why },
    { id: "span.to", label: d.to, keys: ["o"], run: end, disabled: why ?? (from === undefined ? d.needsFrom : undefined) },
  ]);
  const Player = paper.media.startsWith("video/") ? "video" : "audio";
  if (!isRecording(paper)) {
    return null;
  }
  return (
    <div className="paper-recording">
      <Player ref={player} controls preload="metadata" src={`/api/papers/${paper.id}/original`} aria-label={t.casefile.papers.recording} onLoadedMetadata={(e) => setLength(Number.isFinite(e.currentTarget.duration) ? e.currentTarget.duration * 1000 : 0)} />
      {marking && (
        <>
          <div className="span-bar" aria-label={d.title} role="group">
            {length > 0 && marks.map((m) => m.place.span && <button key={m.key} type="button" className="span-mark" data-chosen={m.key === marking.chosen || undefined} aria-label={`${m.labels.join(" ")} ${d.range(moment(m.place.span.from), moment(m.place.span.to))}`} style={{ left: `${(m.place.span.from / length) * 100}%`, width: `${Math.max(0.5, ((m.place.span.to - m.place.span.from) / length) * 100)}%` }} onClick={() => marking.onChoose(m)} />)}
            {from !== undefined && length > 0 && <span className="span-begun" style={{ left: `${(from / length) * 100}%` }} />}
          </div>
          <p className="soft small">{from === undefined ? d.hint : d.begun(moment(from))}</p>
          <ul className="stack" style={{ gap: 4 }}>
            {marks.map((m) => m.place.span && (
              <li key={m.key} className="row small">
                <button type="button" className="plain-button proof-link num" data-chosen={m.key === marking.chosen || undefined} onClick={() => marking.onChoose(m)}>{d.range(moment(m.place.span.from), moment(m.place.span.to))}</button>
                <span className="soft">{m.labels.join(t.common.list)}</span>
                {marking.onRemove && <button type="button" className="plain-button faint" onClick={() => marking.onRemove?.(m)}>{t.common.remove}</button>}
              </li>
            ))}
          </ul>
        </>
      )}
      <dl className="facts">
        {Object.entries(paper.meta).map(([key, value]) => <div key={key} className="fact"><dt>{t.casefile.papers.meta[key as keyof typeof t.casefile.papers.meta] ?? key}</dt><dd>{/^\d{4}-\d{2}-\d{2}T/.test(value) ? minute(value) : value}</dd></div>)}
      </dl>
    </div>
  );
}
