import type { AnswerFile, CollectionImported } from "./contract";
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

/** sent turns an answer that is an error into a Problem. */
async function sent(request: Promise<Response>): Promise<Response> {
  let answer: Response;
  try {
    answer = await request;
  } catch {
    setOffline(true);
    throw new Problem("offline", 0);
  }
  if (!answer.ok) {
    throw problemOf(answer.status, await answer.json().catch(() => undefined));
  }
  return answer;
}

/** putPicture keeps a picture of a destination: of what is to be seen there, or of its being gone. */
export async function putPicture(id: string, destination: string, file: File, recall: boolean): Promise<void> {
  const query = new URLSearchParams({ name: file.name, ...(recall ? { recall: "true" } : {}) });
  await sent(fetch(`/api/disclosures/${encodeURIComponent(id)}/pictures/${encodeURIComponent(destination)}?${query}`, { method: "PUT", body: file, headers: { "Content-Type": "application/octet-stream" } }));
}

/** putListPicture keeps a picture for a column of a row of a list. */
export async function putListPicture(list: string, row: string, field: string, file: File): Promise<void> {
  const path = ["/api/lists", list, "rows", row, "pictures", field].map((part, i) => (i === 0 ? part : encodeURIComponent(part))).join("/");
  await sent(fetch(path, { method: "PUT", body: file, headers: { "Content-Type": "application/octet-stream" } }));
}

/** putRegister hands a register of finished cases in to be looked at and gives the name by which it is held. */
export async function putRegister(file: File): Promise<string> {
  const answer = await sent(fetch(`/api/registers?${new URLSearchParams({ name: file.name })}`, { method: "PUT", body: file, headers: { "Content-Type": "application/octet-stream" } }));
  return ((await answer.json()) as { id: string }).id;
}

/** putCollection imports a file of other offices' public decisions as a collection. */
export async function putCollection(file: File, name: string, source: string): Promise<CollectionImported> {
  const answer = await sent(fetch(`/api/collections?${new URLSearchParams({ name, source, file: file.name })}`, { method: "PUT", body: file, headers: { "Content-Type": "application/octet-stream" } }));
  return (await answer.json()) as CollectionImported;
}

/** putAnswerFile hands a file of a receiver's answers in to be looked at. */
export async function putAnswerFile(file: File, destination: string): Promise<AnswerFile> {
  const answer = await sent(fetch(`/api/answer-files?${new URLSearchParams({ name: file.name, destination })}`, { method: "PUT", body: file, headers: { "Content-Type": "application/octet-stream" } }));
  return (await answer.json()) as AnswerFile;
}

/** postLaw hands a file over as the text of a law: to be looked at, or with the mark of what was looked at to be kept. */
export async function postLaw<T>(path: string, file: File, query: Record<string, string>): Promise<T> {
  const search = new URLSearchParams({ ...query, name: file.name });
  const answer = await sent(fetch(`${path}?${search}`, { method: "POST", body: file, headers: { "Content-Type": "application/octet-stream" } }));
  return (await answer.json()) as T;
}

/** download fetches a file and hands it to the browser under the name that the server gives it. */
export async function download(method: string, path: string): Promise<void> {
  const answer = await sent(fetch(path, { method }));
  const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "file";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = decodeURIComponent(name);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
