import { type KeyboardEvent, type PointerEvent, useRef } from "react";

interface SplitterProps {
  label: string;
  /** Width of the pane that it resizes, in pixels, and its limits. */
  value: number;
  least: number;
  most: number;
  onChange: (value: number) => void;
  /** The pane stands at its right. */
  right?: boolean;
}

/** Splitter is the line between two panes: dragged with the mouse, or moved by the arrow keys. */
export function Splitter({ label, value, least, most, onChange, right }: SplitterProps) {
  const from = useRef<{ x: number; value: number }>(undefined);
  const sign = right ? -1 : 1;
  const put = (next: number) => onChange(Math.round(Math.max(least, Math.min(most, next))));
  const handleKey = (e: KeyboardEvent) => {
    const by = { ArrowLeft: -24, ArrowRight: 24 }[e.key];
    if (by !== undefined) {
      e.preventDefault();
      put(value + by * sign);
    } else if (e.key === "Home" || e.key === "End") {
      e.preventDefault();
      put(e.key === "Home" ? least : most);
    }
  };
  const handleMove = (e: PointerEvent) => {
    if (from.current) {
      put(from.current.value + (e.clientX - from.current.x) * sign);
    }
  };
  return (
    <div
      role="separator" tabIndex={0} aria-orientation="vertical" aria-label={label} title={label} aria-valuenow={value} aria-valuemin={least} aria-valuemax={most} className="splitter"
      onKeyDown={handleKey} onPointerMove={handleMove}
      onPointerDown={(e) => {
        e.currentTarget.setPointerCapture(e.pointerId);
        from.current = { x: e.clientX, value };
      }}
      onPointerUp={() => { from.current = undefined; }} onPointerCancel={() => { from.current = undefined; }}
    />
  );
}
