import { useCallback, useEffect, useRef, useState } from "react";
import type { Scan } from "@/api";
import { sent, type Working } from "./covers";
import { useDisclosureStep } from "./queries";

/** So long after the last change the covers are sent. */
const rest = 450;

type Saving = "saved" | "waiting" | "saving" | "failed";

/** useCovers holds the covers of a scan while they are worked on. Every change is shown at once, sent a moment later, and can be taken back. */
export function useCovers(id: string, scan: Scan, editable: boolean) {
  const step = useDisclosureStep(id);
  const [own, setOwn] = useState<Working[]>(); // until the server has them
  const [saving, setSaving] = useState<Saving>("saved");
  const [past, setPast] = useState<Working[][]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const waiting = useRef<Working[]>(undefined);
  const covers = own ?? scan.covers;
  const { mutate } = step;
  const send = useCallback(() => {
    clearTimeout(timer.current);
    const list = waiting.current;
    if (!list) {
      return;
    }
    waiting.current = undefined;
    setSaving("saving");
    mutate({ step: "covers", paper: scan.paper.id, covers: list.map(sent) }, {
      onSuccess: () => {
        if (!waiting.current) {
          setOwn(undefined);
          setSaving("saved");
        }
      },
      onError: () => { // what the server refused is not shown as if it stood
        if (!waiting.current) {
          setOwn(undefined);
          setSaving("failed");
        }
      },
    });
  }, [mutate, scan.paper.id]);
  useEffect(() => () => send(), [send]); // leaving the page keeps what was drawn
  const put = (next: Working[]) => {
    setOwn(next);
    setSaving("waiting");
    waiting.current = next;
    clearTimeout(timer.current);
    timer.current = setTimeout(send, rest);
  };
  const change = (next: Working[]) => {
    if (editable) {
      setPast([...past.slice(-49), covers]);
      put(next);
    }
  };
  const undo = () => {
    const last = past.at(-1);
    if (last) {
      setPast(past.slice(0, -1));
      put(last);
    }
  };
  return { covers, change, undo: past.length > 0 ? undo : undefined, saving };
}
