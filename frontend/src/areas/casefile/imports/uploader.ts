// Uploads outlive the page that began them: this store sends files two at a time (a window has six connections) and can pause,
// resume and retry. When everything has arrived it tells the server to begin reading.
import { useSyncExternalStore } from "react";
import { api, call, Problem, putFile } from "@/api";
import { type Found, nameOfImport } from "./collect";

export interface Sending { path: string; size: number; sent: number; state: "waiting" | "sending" | "sent" | "failed"; problem?: Problem }
export interface Upload { id: string; name: string; state: "sending" | "paused" | "failed" | "sent"; files: Sending[] }

/** Use is what a finished dossier is brought in for. */
export type Use = "practice" | "assessment";

/** Manner is how the case of an import is opened: as a finished dossier for a use, or restricted from its first moment. */
export interface Manner { use?: Use; restriction?: { ground: string; reason: string } }

interface Held { upload: Upload; blobs: Map<string, File>; stop: AbortController }
interface Transport {
  begin(name: string, caseId?: string, manner?: Manner): Promise<string>;
  put: typeof putFile;
  start(id: string): Promise<unknown>;
}

const transport: Transport = {
  begin: async (name, caseId, manner) => (await call(api.POST("/api/imports", { body: { name, case: caseId, ...manner } }))).id,
  put: putFile,
  start: (id) => call(api.POST("/api/imports/{id}/start", { params: { path: { id } } })),
};

/** createUploader makes a store of uploads over a transport. */
export function createUploader(over: Transport = transport, atOnce = 2) {
  const held = new Map<string, Held>();
  const listeners = new Set<() => void>();
  let shown: Upload[] = [];

  const publish = () => {
    shown = [...held.values()].map((h) => ({ ...h.upload, files: [...h.upload.files] }));
    listeners.forEach((tell) => tell());
  };
  const change = (h: Held, path: string, part: Partial<Sending>) => {
    h.upload.files = h.upload.files.map((f) => (f.path === path ? { ...f, ...part } : f));
    publish();
  };

  async function sendOne(h: Held, file: Sending): Promise<void> {
    const blob = h.blobs.get(file.path);
    if (!blob) {
      return;
    }
    change(h, file.path, { state: "sending", sent: 0, problem: undefined });
    try {
      await over.put(h.upload.id, file.path, blob, h.stop.signal, (sent) => change(h, file.path, { sent }));
      h.blobs.delete(file.path);
      change(h, file.path, { state: "sent", sent: file.size });
    } catch (cause) {
      const problem = cause instanceof Problem ? cause : new Problem("internal", 0);
      change(h, file.path, problem.kind === "cancelled" ? { state: "waiting", sent: 0 } : { state: "failed", problem });
    }
  }

  async function run(h: Held): Promise<void> {
    h.stop = new AbortController();
    h.upload.state = "sending";
    publish();
    const { signal } = h.stop;
    const worker = async () => {
      for (;;) {
        const file = h.upload.files.find((f) => f.state === "waiting");
        if (!file || signal.aborted) {
          return;
        }
        await sendOne(h, file);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    if (signal.aborted) {
      h.upload.state = "paused";
    } else if (h.upload.files.some((f) => f.state === "failed")) {
      h.upload.state = "failed";
    } else {
      await finish(h);
      return;
    }
    publish();
  }

  async function finish(h: Held): Promise<void> {
    try {
      await over.start(h.upload.id);
      h.upload.state = "sent";
    } catch {
      h.upload.state = "failed";
    }
    publish();
  }

  return {
    subscribe: (tell: () => void) => {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
    list: () => shown,
    /** add begins an upload; it rejects when the server refuses the import. */
    add: async (found: Found[], caseId?: string, manner?: Manner): Promise<string> => {
      const name = nameOfImport(found);
      const id = await over.begin(name, caseId, manner);
      const files = found.map((f): Sending => ({ path: f.path, size: f.file.size, sent: 0, state: "waiting" }));
      const h: Held = { upload: { id, name, state: "sending", files }, blobs: new Map(found.map((f) => [f.path, f.file])), stop: new AbortController() };
      held.set(id, h);
      void run(h);
      return id;
    },
    pause: (id: string) => held.get(id)?.stop.abort(),
    /** resume goes on where a pause stopped, and tries again what failed. */
    resume: (id: string) => {
      const h = held.get(id);
      if (h) {
        h.upload.files = h.upload.files.map((f) => (f.state === "failed" ? { ...f, state: "waiting", problem: undefined } : f));
        void run(h);
      }
    },
    goOn: (id: string) => {
      const h = held.get(id);
      if (h) {
        void finish(h);
      }
    },
    forget: (id: string) => {
      held.delete(id);
      publish();
    },
  };
}

export const uploader = createUploader();

export function useUploads(): Upload[] {
  return useSyncExternalStore(uploader.subscribe, uploader.list);
}
