// Every mark on the checklist is saved at once. Typing waits half a second; a lost connection is tried again until it works;
// the newest mark of an item always wins, and nothing is sent twice at the same time for one item.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { api, call, type ItemFinding, type ItemMark, keys, Problem, type Review, type ReviewItem } from "@/api";
import { useNotify } from "@/ui/notify";

/** held: a mark waits for the words that it must have. */
export type SaveState = "saved" | "saving" | "failed" | "held";

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

/** useAutosave gives the function that marks an item: the screen changes at once, the server follows. */
export function useAutosave(review: Review) {
  const client = useQueryClient();
  const { failed } = useNotify();
  const [state, setState] = useState<SaveState>("saved");
  const [held, setHeld] = useState<readonly string[]>([]);
  const heldNow = useRef(held);
  const saver = useRef<Saver>(undefined);
  const failedNow = useRef(failed);
  useEffect(() => {
    failedNow.current = failed;
    heldNow.current = held;
  });
  useEffect(() => {
    const write = (item: Partial<ReviewItem> & { id: string }) =>
      client.setQueryData<Review>(keys.review(review.id), (old) => old && { ...old, items: old.items.map((i) => (i.id === item.id ? { ...i, ...item } : i)) });
    const made = createSaver({
      send: (item, body) => call(api.PUT("/api/reviews/{id}/items/{item}", { params: { path: { id: review.id, item } }, body })),
      saved: (item, newest) => {
        if (newest && !heldNow.current.includes(item.id)) {
          write(item);
        }
      },
      refused: (_item, problem) => {
        failedNow.current(problem);
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
  const mark = useCallback(
    (item: ReviewItem, change: Partial<ItemMark>) => {
      const next: ItemMark = { finding: item.finding, remark: item.remark, proofs: item.proofs, ...change };
      void client.cancelQueries({ queryKey: keys.review(review.id) });
      client.setQueryData<Review>(keys.review(review.id), (old) => old && { ...old, items: old.items.map((i) => (i.id === item.id ? { ...i, ...next } : i)) });
      const waits = wantsWords(next);
      setHeld((old) => (waits ? [...old.filter((id) => id !== item.id), item.id] : old.filter((id) => id !== item.id)));
      if (waits) {
        return;
      }
      saver.current?.put(item.id, next, change.remark === undefined ? 0 : 500);
    },
    [client, review.id],
  );
  return { mark, state: held.length > 0 && state === "saved" ? ("held" as const) : state };
}
