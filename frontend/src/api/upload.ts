import { setOffline } from "./connection";
import { Problem, problemOf } from "./problem";

/** putFile sends one file's bytes and reports progress at most every 200 ms (more freezes the desktop window). */
export function putFile(
  importId: string, path: string, file: Blob, signal: AbortSignal, progress: (sent: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let told = 0;
    request.open("PUT", `/api/imports/${encodeURIComponent(importId)}/files?path=${encodeURIComponent(path)}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => {
      if (event.timeStamp - told > 200) {
        told = event.timeStamp;
        progress(event.loaded);
      }
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve();
        return;
      }
      let body: unknown;
      try {
        body = JSON.parse(request.responseText);
      } catch {
        body = undefined;
      }
      reject(problemOf(request.status, body));
    };
    request.onerror = () => {
      setOffline(true);
      reject(new Problem("offline", 0));
    };
    request.onabort = () => reject(new Problem("cancelled", 0));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}
