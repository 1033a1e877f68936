// Boxes on the pictures of pages, pure: how they are told apart, put in order, sent and shown as marks.
import type { Cover, CoverDraft, Region, Scan, Text } from "@/api";
import { type PageMark } from "@/ui/paper/marks";

/** A cover as it is worked on here: everywhere is asked for once, when it is drawn. */
export type Working = Cover & { everywhere?: boolean };

/** ownId names a person's cover by its place, as the server does. */
export function ownId(page: number, r: Region): string {
  return `p${page}-${r.x}-${r.y}-${r.width}-${r.height}`;
}

/** inReadingOrder sorts covers as they are read: page, line, place on the line. */
export function inReadingOrder<C extends Pick<Cover, "page" | "region">>(covers: readonly C[]): C[] {
  const line = (c: C) => Math.round((c.region.y + c.region.height / 2) / 100);
  return [...covers].sort((a, b) => a.page - b.page || line(a) - line(b) || a.region.x - b.region.x);
}

/** sent is a cover as it is sent. Of those of the machine the reason goes along only where a person gave it. */
export function sent(c: Working): CoverDraft {
  const own = c.by === "person" || c.reason.zh === c.reason.en;
  return { id: c.by === "machine" ? c.id : "", page: c.page, region: c.region, rule: c.rule, reason: own ? c.reason.zh : "", accepted: c.accepted, everywhere: c.everywhere };
}

/** drawn is a new cover of a person's own. */
export function drawn(paper: string, page: number, region: Region, original: string, rule: { id: string; label: Text }, reason: string, everywhere: boolean): Working {
  return { id: ownId(page, region), paper, page, region, rule: rule.id, label: rule.label, level: "must", original, reason: { zh: reason, en: reason }, accepted: true, by: "person", everywhere };
}

/** movedTo puts a cover elsewhere on its page; one of a person's own gets the name of its new place. */
export function movedTo(c: Working, region: Region): Working {
  return { ...c, region, id: c.by === "person" ? ownId(c.page, region) : c.id };
}

/** marksOf shows covers as marks on the page. */
export function marksOf(covers: readonly Working[], label: (c: Working) => string): PageMark[] {
  return covers.map((c) => ({ key: c.id, labels: [label(c)], look: c.accepted ? "cover" : "open", place: { paper: c.paper, page: c.page, region: c.region, quote: c.original } }));
}

/** unseen lists the finished pages that could not be read back and that nobody has looked at here yet. */
export function unseen(scans: readonly Scan[], seen: ReadonlySet<string>): { scan: Scan; page: number }[] {
  return scans.flatMap((scan) => scan.finished.filter((f) => !f.read && !seen.has(f.sha256)).map((f) => ({ scan, page: f.page })));
}

/** unread counts the finished pages that could not be read back. */
export function unread(scans: readonly Scan[]): number {
  return scans.reduce((n, scan) => n + scan.finished.filter((f) => !f.read).length, 0);
}
