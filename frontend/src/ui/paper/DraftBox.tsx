import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Region } from "@/api";
import { useText } from "@/text";
import { arrow, moved, shown, type Turn } from "./boxes";

/** DraftBox is a box that is being made with the keyboard: arrows move it, with Shift they size it, Enter keeps it, Escape does not. */
export function DraftBox({ start, turn, onEnd }: { start: Region; turn: Turn; onEnd: (box?: Region) => void }) {
  const t = useText();
  const element = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState(start);
  useEffect(() => {
    element.current?.focus();
  }, []);
  useEffect(() => {
    element.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [box]);
  const handleKey = (e: KeyboardEvent) => {
    const way = arrow(e.key, turn);
    if (way) {
      const step = e.altKey ? 25 : 150;
      setBox(moved(box, way[0] * step, way[1] * step, e.shiftKey));
    } else if (e.key === "Enter" || e.key === "m") {
      onEnd(box);
    } else if (e.key === "Escape") {
      onEnd();
    } else {
      return;
    }
    e.preventDefault();
    e.stopPropagation();
  };
  return <div ref={element} role="group" tabIndex={0} aria-label={t.desk.mark.draftHint} className="page-mark page-mark-draft" style={shown(box)} onKeyDown={handleKey} onPointerDown={(e) => e.stopPropagation()} />;
}
