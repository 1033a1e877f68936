// Pictures of pages: their addresses, and the next ones fetched before they are asked for.
import type { Paper } from "@/api";

const widths = [800, 1200, 1600, 2400];
const kept = new Map<string, HTMLImageElement>();
const most = 8;

/** pictureUrl is the address of a page's picture. The bytes of the paper stand in it, since a draft may get others. */
export function pictureUrl(paper: Pick<Paper, "id" | "sha256">, page: number, width: number): string {
  return `/api/papers/${paper.id}/pages/${page}/image?width=${width}&of=${paper.sha256.slice(0, 12)}`;
}

/** widthFor picks one of a few widths, so that the same picture serves many windows. */
export function widthFor(pixels: number): number {
  return widths.find((w) => w >= pixels * 0.85) ?? 2400;
}

/** fetchPicture fetches and decodes a picture that will be wanted next. */
export function fetchPicture(url: string): void {
  if (kept.has(url)) {
    return;
  }
  const image = new Image();
  image.fetchPriority = "low";
  image.src = url;
  image.decode?.().catch(() => kept.delete(url)); // it is asked for again when it is wanted
  kept.set(url, image);
  while (kept.size > most) {
    const [oldest] = kept.keys();
    kept.delete(oldest ?? "");
  }
}
