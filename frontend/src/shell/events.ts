// One EventSource per window (a loopback origin has six connections). A new head makes what is on the screen stale.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { type Import, type Job, keys, setOffline } from "@/api";

const following = new Set(["office", "session", "rulebook", "settings", "ledger-entry", "page"]);

/** What is dear to work out, and changes little by what its own reader does, is read again once nothing has happened for a while. Its query says so: meta.calm. */
const calm = 4000;

/** useEvents listens for as long as someone is signed in. */
export function useEvents(signedIn: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!signedIn || typeof EventSource === "undefined") {
      return;
    }
    const source = new EventSource("/api/events");
    let pending: ReturnType<typeof setTimeout> | undefined;
    let later: ReturnType<typeof setTimeout> | undefined;
    const refreshSoon = () => {
      pending ??= setTimeout(() => {
        pending = undefined;
        void client.invalidateQueries({ predicate: (query) => !following.has(String(query.queryKey[0])) && query.meta?.calm !== true });
      }, 600);
      clearTimeout(later);
      later = setTimeout(() => void client.invalidateQueries({ predicate: (query) => query.meta?.calm === true }), calm);
    };
    source.addEventListener("open", () => setOffline(false));
    source.addEventListener("head", (event) => {
      client.setQueryData(["head"], JSON.parse(event.data) as { size: number });
      refreshSoon();
    });
    source.addEventListener("job", (event) => {
      const job = JSON.parse(event.data) as Job;
      client.setQueryData<{ jobs: Job[] }>(keys.jobs, (old) => ({ jobs: [job, ...(old?.jobs ?? []).filter((j) => j.id !== job.id)] }));
      if (job.state !== "running") {
        void client.invalidateQueries({ queryKey: ["verification"] });
      }
    });
    source.addEventListener("import", (event) => {
      const moved = JSON.parse(event.data) as Import;
      client.setQueryData<{ imports: Import[] }>(["imports"], (old) => old && { imports: [moved, ...old.imports.filter((i) => i.id !== moved.id)] });
      void client.invalidateQueries({ queryKey: ["import", moved.id] });
    });
    return () => {
      clearTimeout(pending);
      clearTimeout(later);
      source.close();
    };
  }, [client, signedIn]);
}
