// Every mark on the checklist is saved at once. Typing waits half a second; a lost connection is tried again until it works;
// the newest mark of an item always wins, and nothing is sent twice at the same time for one item.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { api, call, type ItemFinding, type ItemMark, keys, Problem, type Review, type ReviewItem } from "@/api";
import { useNotify } from "@/ui/notify";

/** held: a mark waits for the words that it must have. */
export type SaveState = "saved" | "saving" | "failed" | "held";

/** Mark changes what was found on a point. */
export type Mark = (item: ReviewItem, change: Partial<ItemMark>) => void;

export interface Saver {
  /** put remembers the newest mark of an item and sends it after `wait` milliseconds. */
  put(item: string, mark: ItemMark, wait: number): void;
  /** flush sends what waits, now. */
  flush(): void;
  stop(): void;
}

interface SaverHooks {
  send(item: string, mark: ItemMark): Promise<ItemFinding>;
  saved(item: ItemFinding, newest: boolean): void;
  refused(item: string, problem: unknown): void;
  state(state: SaveState): void;
}

/** createSaver sends marks one at a time per item, in order, and keeps trying while the server is away. */
export function createSaver(hooks: SaverHooks, retryAfter = 3000): Saver {
  const waiting = new Map<string, { mark: ItemMark; timer: ReturnType<typeof setTimeout> }>();
  const busy = new Set<string>();
  let failing = false;
  let stopped = false;

  const tell = () => hooks.state(failing ? "failed" : waiting.size + busy.size > 0 ? "saving" : "saved");
  const schedule = (item: string, mark: ItemMark, wait: number) => {
    clearTimeout(waiting.get(item)?.timer);
    waiting.set(item, { mark, timer: setTimeout(() => void fire(item), wait) });
    if (wait === 0) {
      void fire(item); // before anything is drawn
    }
    tell();
  };

  async function fire(item: string): Promise<void> {
    const next = waiting.get(item);
    if (!next || busy.has(item)) {
      return;
    }
    clearTimeout(next.timer);
    waiting.delete(item);
    busy.add(item);
    tell();
    try {
      const answer = await hooks.send(item, next.mark);
      failing = false;
      hooks.saved(answer, !waiting.has(item));
    } catch (problem) {
      if (problem instanceof Problem && problem.kind === "offline") {
        failing = true;
        if (!waiting.has(item) && !stopped) {
          schedule(item, next.mark, retryAfter);
        }
      } else {
        hooks.refused(item, problem);
      }
    } finally {
      busy.delete(item);
    }
    tell();
    const later = waiting.get(item);
    if (later && !failing) {
      void fire(item);
    }
  }

  return {
    put: schedule,
    flush: () => [...waiting.keys()].forEach((item) => void fire(item)),
    stop: () => {
      [...waiting.keys()].forEach((item) => void fire(item));
      stopped = true;
    },
  };
}

/** wantsWords tells whether a mark cannot be kept yet: "not met" must say what is wrong. */
export function wantsWords(mark: Pick<ItemMark, "finding" | "remark">): boolean {
  return mark.finding === "not_met" && mark.remark.trim() === "";
}

/** useAutosave gives the function that marks an item: the screen changes at once, the server follows. Until it has, the items carry what was marked here, whatever else arrives. */
export function useAutosave(review: Review) {
  const client = useQueryClient();
  const { failed } = useNotify();
  const [state, setState] = useState<SaveState>("saved");
  const [unsaved, setUnsaved] = useState<Readonly<Record<string, ItemMark>>>({});
  const saver = useRef<Saver>(undefined);
  const failedNow = useRef(failed);
  useEffect(() => {
    failedNow.current = failed;
  });
  useEffect(() => {
    const drop = (id: string) => setUnsaved((old) => Object.fromEntries(Object.entries(old).filter(([item, mark]) => item !== id || wantsWords(mark))));
    const made = createSaver({
      send: (item, body) => call(api.PUT("/api/reviews/{id}/items/{item}", { params: { path: { id: review.id, item } }, body })),
      saved: (item, newest) => {
        client.setQueryData<Review>(keys.review(review.id), (old) => old && { ...old, items: old.items.map((i) => (i.id === item.id ? { ...i, ...item } : i)) });
        if (newest) {
          drop(item.id);
        }
      },
      refused: (item, problem) => {
        failedNow.current(problem);
        drop(item);
        void client.invalidateQueries({ queryKey: keys.review(review.id) });
      },
      state: setState,
    });
    saver.current = made;
    const flush = () => made.flush();
    window.addEventListener("pagehide", flush);
    return () => {
      window.removeEventListener("pagehide", flush);
      made.stop();
    };
  }, [client, review.id]);
  const mark = useCallback<Mark>(
    (item, change) => {
      const next: ItemMark = { finding: item.finding, remark: item.remark, proofs: item.proofs, ...change };
      const waits = wantsWords(next);
      if (!waits || change.proofs !== undefined) { // a mark on a page does not wait for the words
        saver.current?.put(item.id, waits ? { ...next, finding: "unchecked" } : next, change.remark === undefined ? 0 : 500);
      }
      setUnsaved((old) => ({ ...old, [item.id]: next }));
      void client.cancelQueries({ queryKey: keys.review(review.id) }); // its answer would be older than this mark
    },
    [client, review.id],
  );
  const items = useMemo(() => review.items.map((i) => (unsaved[i.id] ? { ...i, ...unsaved[i.id] } : i)), [review.items, unsaved]);
  const held = Object.values(unsaved).some(wantsWords);
  return { items, mark, state: held && state === "saved" ? ("held" as const) : state };
}
