import { useRulebook } from "@/api";
import { usePick } from "@/text";

/** clock writes milliseconds as "1:02:03", without the hours where there are none. */
export function clock(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, "0");
  return s >= 3600 ? `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`;
}

/** second writes an instant as "2026-03-02 09:05:30". */
export function second(instant: string | undefined): string {
  return instant ? `${instant.slice(0, 10)} ${instant.slice(11, 19)}` : "";
}

/** useCodes reads the entries of a code table in the chosen language. */
export function useCodes(table: string): { value: string; label: string }[] {
  const book = useRulebook().data;
  const pick = usePick();
  return (book?.codes[table] ?? []).map((c) => ({ value: c.code, label: pick(c.label) }));
}

/** useCode names an entry of a code table; an unknown one is shown as it is. */
export function useCode(table: string): (code: string) => string {
  const codes = useCodes(table);
  return (code) => codes.find((c) => c.value === code)?.label ?? code;
}

export interface Span { from: number; to: number }

/** breaks are the stretches longer than some time between the first and the last of some spans that none of them covers. */
export function breaks(spans: Span[], longer: number): Span[] {
  const found: Span[] = [];
  let covered = Number.NaN;
  for (const s of [...spans].filter((x) => x.to >= x.from).sort((a, b) => a.from - b.from)) {
    if (s.from - covered > longer) {
      found.push({ from: covered, to: s.from });
    }
    covered = Number.isNaN(covered) ? s.to : Math.max(covered, s.to);
  }
  return found;
}
