import { Problem, setOffline } from "@/api";

export interface Chosen { path: string; file: File }

const sidecar = /\.(json|xml|csv|txt|ini)$/i;

/** inOrder puts the files that say something of recordings before them, as the server wants it. */
export function inOrder(files: Chosen[]): Chosen[] {
  return [...files].sort((a, b) => Number(sidecar.test(b.path)) - Number(sidecar.test(a.path)));
}

/** putRecordings sends files one after the other and tells how many have arrived. */
export async function putRecordings(importId: string, files: Chosen[], told: (done: number) => void): Promise<void> {
  let done = 0;
  for (const { path, file } of inOrder(files)) {
    let answer: Response;
    try {
      answer = await fetch(`/api/recording-imports/${encodeURIComponent(importId)}/files?${new URLSearchParams({ path })}`, { method: "PUT", body: file, headers: { "Content-Type": "application/octet-stream" } });
    } catch {
      setOffline(true);
      throw new Problem("offline", 0);
    }
    if (!answer.ok) {
      throw new Problem("storage", answer.status);
    }
    told((done += 1));
  }
}
