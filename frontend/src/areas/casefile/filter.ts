import { useMemo } from "react";
import { useSearchParams } from "react-router";
import type { CaseFilter } from "./queries";

/** limit is how many cases stand on one page of the list. */
export const limit = 50;

/** readFilter reads the address; what is not there is not asked for. */
export function readFilter(search: URLSearchParams): CaseFilter {
  const flag = (name: string) => (search.get(name) === "true" ? true : undefined);
  const offset = Number(search.get("offset"));
  return {
    q: search.get("q") || undefined, state: search.get("state") || undefined, phase: search.get("phase") || undefined, kind: search.get("kind") || undefined, mine: flag("mine"), major: flag("major"), overdue: flag("overdue"),
    sort: search.get("sort") || undefined, offset: Number.isInteger(offset) && offset > 0 ? offset : 0, limit,
  };
}

/** writeFilter puts a change into the address; any change but turning the page starts at the first page again. */
export function writeFilter(search: URLSearchParams, change: Partial<CaseFilter>): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries({ offset: undefined, ...change })) {
    if (value === undefined || value === "" || value === false || value === 0) {
      next.delete(name);
    } else {
      next.set(name, String(value));
    }
  }
  return next;
}

/** useFilter is the filter in the address of the case list. */
export function useFilter() {
  const [search, setSearch] = useSearchParams();
  const filter = useMemo(() => readFilter(search), [search]);
  const filtered = Boolean(filter.q ?? filter.state ?? filter.phase ?? filter.kind ?? filter.mine ?? filter.major ?? filter.overdue);
  return {
    filter, filtered,
    set: (change: Partial<CaseFilter>) => setSearch((old) => writeFilter(old, change), { replace: change.offset === undefined }),
    clear: () => setSearch({}, { replace: true }),
  };
}
