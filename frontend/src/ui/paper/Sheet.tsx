import { type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import type { Citation, PageFace, Paper, Region } from "@/api";
import { useText } from "@/text";
import { Nothing } from "../states";
import { useSize } from "../useSize";
import { between, boxesOf, moved, shown, textUnder, type Turn, upright } from "./boxes";
import { DraftBox } from "./DraftBox";
import { MarkBox } from "./MarkBox";
import type { Marking, PageMark } from "./marks";
import { pictureUrl, widthFor } from "./pictures";

/** How large a page is shown: as wide as the pane, wholly, or at a share of its true size. */
export type Zoom = "width" | "page" | number;

/** Lit is a stretch of the page's text that is lit up: a hit, or quoted words. */
export interface Lit { offset: number; length: number; current: boolean }

interface SheetProps {
  paper: Paper;
  page: number;
  face?: PageFace;
  zoom: Zoom;
  turn: Turn;
  lit: Lit[];
  marking?: Marking;
  /** A box is being made with the keyboard. */
  drafting: boolean;
  onDrafted: () => void;
  onReady?: (pixels: number) => void;
}

type Drag = { kind: "draw" | "move" | "size"; from: [number, number]; at: [number, number]; box: Region; mark?: PageMark };

const a4 = { width: 595, height: 842 };
const margin = 24;

/** Sheet is a page as it looks, with what is lit and marked on it. A drag on the page draws a box; a drag on a box moves it. */
export function Sheet({ paper, page, face, zoom, turn, lit, marking, drafting, onDrafted, onReady }: SheetProps) {
  const t = useText();
  const p = t.casefile.papers;
  const room = useRef<HTMLDivElement>(null);
  const [pane, size] = useSize();
  const [natural, setNatural] = useState<{ of: string; ratio: number }>();
  const [broken, setBroken] = useState("");
  const [drag, setDrag] = useState<Drag>();
  const name = `${paper.id} ${page}`;
  const points = face && face.width > 0 ? face : a4;
  const ratio = face && face.width > 0 ? face.height / face.width : natural?.of === name ? natural.ratio : a4.height / a4.width;
  const { width, height } = fit(zoom, turn, ratio, points.width, size);
  const url = size.width > 0 ? pictureUrl(paper, page, widthFor(width * Math.min(window.devicePixelRatio, 2))) : undefined;
  const marks = useMemo(() => marking?.marks.filter((m) => m.place.paper === paper.id && m.place.page === page) ?? [], [marking, paper.id, page]);
  useReveal(room, [marking?.chosen, name, url, lit.find((l) => l.current)?.offset]);
  const sideways = turn === 90 || turn === 270;
  const place = (box: Region): Omit<Citation, "paper"> => ({ page, region: box, ...textUnder(face?.lines ?? [], face?.text ?? "", box) });
  const pointAt = (e: PointerEvent): [number, number] => {
    const rect = room.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    return upright((e.clientX - rect.left) / rect.width, (e.clientY - rect.top) / rect.height, turn);
  };
  const begin = (e: PointerEvent, kind: Drag["kind"], mark?: PageMark) => {
    if (e.button !== 0 || !marking?.onDraw || (mark && !mark.place.region)) {
      return;
    }
    e.stopPropagation();
    room.current?.setPointerCapture(e.pointerId);
    const from = pointAt(e);
    setDrag({ kind, from, at: from, box: mark?.place.region ?? between(from, from), mark });
  };
  const handleMove = (e: PointerEvent) => {
    if (drag) {
      setDrag({ ...drag, at: pointAt(e) });
    }
  };
  const boxOf = (d: Drag): Region => (d.kind === "draw" ? between(d.from, d.at) : moved(d.box, Math.round((d.at[0] - d.from[0]) * 10_000), Math.round((d.at[1] - d.from[1]) * 10_000), d.kind === "size"));
  const handleUp = () => {
    if (!drag) {
      return;
    }
    setDrag(undefined);
    const far = Math.hypot((drag.at[0] - drag.from[0]) * width, (drag.at[1] - drag.from[1]) * height) > 5;
    if (far && drag.kind === "draw") {
      marking?.onDraw?.(place(boxOf(drag)));
    } else if (far && drag.mark) {
      marking?.onMove?.(drag.mark, { paper: paper.id, ...place(boxOf(drag)) });
    } else if (drag.mark) {
      marking?.onChoose(drag.mark);
    }
  };
  return (
    <div ref={pane} className="paper-image" tabIndex={0} role="region" aria-label={p.image}>
      {broken === url && url !== undefined ? <Nothing title={p.noImage} hint={p.noImageHint} /> : (
        <div ref={room} className={marking?.onDraw ? "sheet-room sheet-marking" : "sheet-room"} style={{ width: sideways ? height : width, height: sideways ? width : height }} onPointerDown={(e) => begin(e, "draw")} onPointerMove={handleMove} onPointerUp={handleUp} onPointerCancel={() => setDrag(undefined)}>
          <div className="sheet" style={{ width, height, transform: turned(turn, width, height) }}>
            {url && (
              <img
                key={url} src={url} alt={`${p.image} ${t.common.page(page)}`} draggable={false} data-page={page} data-image={page}
                onLoad={(e) => {
                  e.currentTarget.dataset.ready = "yes";
                  setNatural({ of: name, ratio: e.currentTarget.naturalHeight / Math.max(1, e.currentTarget.naturalWidth) });
                  onReady?.(width);
                }}
                onError={() => setBroken(url)}
              />
            )}
            {lit.flatMap((l, i) => boxesOf(face?.lines ?? [], l.offset, l.length).map((box, k) => <span key={`${i} ${k}`} className={l.current ? "lit lit-current" : "lit"} data-current={l.current && k === 0 ? true : undefined} style={shown(box)} />))}
            {marks.map((mark, i) => (
              <MarkBox
                key={i} mark={mark} lines={face?.lines ?? []} turn={turn} marking={marking as Marking} box={drag?.mark?.key === mark.key ? boxOf(drag) : undefined}
                onBegin={(e, kind) => begin(e, kind, mark)} onMove={(box) => marking?.onMove?.(mark, { paper: paper.id, ...place(box) })}
              />
            ))}
            {drag?.kind === "draw" && <span className="page-mark page-mark-draft" style={shown(boxOf(drag))} />}
            {drafting && <DraftBox key={name} turn={turn} start={inView(room.current, turn)} onEnd={(box) => { onDrafted(); if (box) { marking?.onDraw?.(place(box)); } }} />}
          </div>
        </div>
      )}
    </div>
  );
}

function fit(zoom: Zoom, turn: Turn, ratio: number, points: number, size: { width: number; height: number }) {
  const room = { width: Math.max(120, size.width - margin), height: Math.max(120, size.height - margin) };
  const sideways = turn === 90 || turn === 270;
  const across = sideways ? room.width / ratio : room.width;
  const down = sideways ? room.height : room.height / ratio;
  const width = Math.round(zoom === "width" ? across : zoom === "page" ? Math.min(across, down) : points * (96 / 72) * zoom);
  return { width, height: Math.round(width * ratio) };
}

function turned(turn: Turn, width: number, height: number): string | undefined {
  return { 0: undefined, 90: `translateX(${height}px) rotate(90deg)`, 180: `translate(${width}px, ${height}px) rotate(180deg)`, 270: `translateY(${width}px) rotate(270deg)` }[turn];
}

/** inView is a box in the middle of what is seen of the page. */
function inView(room: HTMLElement | null, turn: Turn): Region {
  const pane = room?.parentElement?.getBoundingClientRect();
  const page = room?.getBoundingClientRect();
  if (!pane || !page) {
    return between([0.25, 0.4], [0.75, 0.5]);
  }
  const x = (pane.left + pane.width / 2 - page.left) / page.width;
  const y = (pane.top + pane.height / 3 - page.top) / page.height;
  const [u, v] = upright(Math.max(0.1, Math.min(0.9, x)), Math.max(0.05, Math.min(0.95, y)), turn);
  return between([Math.max(0, u - 0.25), Math.max(0, v - 0.03)], [Math.min(1, u + 0.25), Math.min(1, v + 0.03)]);
}

/** useReveal brings the chosen mark, or the current hit, into view. */
function useReveal(room: React.RefObject<HTMLDivElement | null>, when: unknown[]) {
  useEffect(() => {
    const target = room.current?.querySelector("[data-current]") ?? room.current?.querySelector("[data-chosen]");
    target?.scrollIntoView({ block: "center", inline: "nearest" });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the reasons to look again are the caller's
  }, when);
}
