import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { useText } from "@/text";
import { dropped } from "./collect";
import { useBegin } from "./begin";

interface DropZoneProps { enabled: boolean; caseId?: string; caseTitle?: string; fill?: boolean; children: ReactNode }

/** DropZone takes folders and files dropped anywhere on the screen it wraps. Closed, it stays in place, so that its children do too. */
export function DropZone({ enabled, caseId, caseTitle, fill, children }: DropZoneProps) {
  const t = useText();
  const { fromFiles } = useBegin(caseId);
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  const carriesFiles = (event: DragEvent) => enabled && event.dataTransfer.types.includes("Files");
  const enter = (event: DragEvent, by: 1 | -1) => {
    if (carriesFiles(event)) {
      depth.current += by;
      setOver(depth.current > 0);
    }
  };
  return (
    <div
      className={fill ? "drop-zone drop-fill drop-whole" : "drop-zone drop-fill"}
      onDragEnter={(event) => enter(event, 1)}
      onDragLeave={(event) => enter(event, -1)}
      onDragOver={(event) => carriesFiles(event) && event.preventDefault()}
      onDrop={(event) => {
        if (!carriesFiles(event)) {
          return;
        }
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        void dropped(event.dataTransfer).then(fromFiles);
      }}
    >
      {children}
      {over && <div className="drop-veil">{caseTitle === undefined ? t.imports.drop : t.imports.dropInto(caseTitle)}</div>}
    </div>
  );
}
