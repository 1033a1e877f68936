import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from "react";
import type { PageLine, Region } from "@/api";
import { useText } from "@/text";
import { arrow, boxesOf, moved, shown, type Turn } from "./boxes";
import type { Marking, PageMark } from "./marks";

interface MarkBoxProps {
  mark: PageMark;
  lines: PageLine[];
  turn: Turn;
  marking: Marking;
  /** Where it stands while it is dragged. */
  box?: Region;
  onBegin: (e: PointerEvent, kind: "move" | "size") => void;
  onMove: (box: Region) => void;
}

/** MarkBox is a mark on the page with the points it proves. With the focus on it, arrows move it, with Shift they size it, Delete takes it off. */
export function MarkBox({ mark, lines, turn, marking, box, onBegin, onMove }: MarkBoxProps) {
  const t = useText();
  const chosen = marking.chosen === mark.key;
  const { region, offset, length } = mark.place;
  const boxes = box ? [box] : region ? [region] : boxesOf(lines, offset ?? 0, length ?? 0);
  const [first, ...rest] = boxes;
  const label = (marking.words ?? t.desk.mark).label(mark.labels.join(t.common.list), mark.place.quote);
  // Where keys have brought the box before the screen shows it: the next key goes on from there.
  const ahead = useRef<Region>(undefined);
  useEffect(() => {
    if (ahead.current && region && ahead.current.x === region.x && ahead.current.y === region.y && ahead.current.width === region.width && ahead.current.height === region.height) {
      ahead.current = undefined;
    }
  }, [region]);
  const handleKey = (e: KeyboardEvent) => {
    const way = region && marking.onMove && arrow(e.key, turn);
    if (region && way) {
      ahead.current = moved(ahead.current ?? region, way[0] * (e.altKey ? 25 : 150), way[1] * (e.altKey ? 25 : 150), e.shiftKey);
      onMove(ahead.current);
    } else if ((e.key === "Delete" || e.key === "Backspace") && marking.onRemove) {
      marking.onRemove(mark);
    } else {
      return;
    }
    e.preventDefault();
    e.stopPropagation();
  };
  const choose = () => marking.onChoose(mark);
  if (!first) { // the whole page is cited
    return <button type="button" className="page-cited" aria-pressed={chosen} aria-label={label} data-chosen={chosen || undefined} onClick={choose} onKeyDown={handleKey} onPointerDown={(e) => e.stopPropagation()}>{mark.labels.join(" ")}</button>;
  }
  return (
    <>
      <button
        type="button" className={region ? "page-mark" : "page-mark page-mark-text"} data-look={mark.look} data-chosen={chosen || undefined} data-mark={mark.key} aria-pressed={chosen} aria-label={label} title={label} style={shown(first)}
        onPointerDown={(e) => (region && marking.onMove ? onBegin(e, "move") : e.stopPropagation())}
        onClick={(e) => { if (!region || !marking.onMove || e.detail === 0) { choose(); } }} onKeyDown={handleKey} onBlur={() => { ahead.current = undefined; }}
      >
        <span className="page-mark-label">{mark.labels.join(" ")}</span>
        {region && marking.onMove && <span className="page-mark-corner" onPointerDown={(e) => onBegin(e, "size")} />}
      </button>
      {rest.map((b, i) => <span key={i} className="page-mark page-mark-text" data-chosen={chosen || undefined} style={shown(b)} />)}
    </>
  );
}
