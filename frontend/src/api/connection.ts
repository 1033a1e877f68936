// Whether the server answers. One listener list for the window; the banner and the retries hang on it.
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
const state = { offline: false };

/** setOffline records what the last request found. */
export function setOffline(offline: boolean): void {
  if (state.offline !== offline) {
    state.offline = offline;
    listeners.forEach((tell) => tell());
  }
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

/** useOffline is true while the server does not answer. */
export function useOffline(): boolean {
  return useSyncExternalStore(subscribe, () => state.offline);
}
