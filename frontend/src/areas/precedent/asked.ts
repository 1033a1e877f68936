// What is asked of the search, as it stands in the address.

export interface Asked { q: string; scope: string; sort: string; filter: string[]; offset: number }

/** readAsked reads the question from the address. */
export function readAsked(search: URLSearchParams): Asked {
  const offset = Number(search.get("offset"));
  return {
    q: search.get("q") ?? "", scope: search.get("scope") ?? "office", sort: search.get("sort") ?? "", filter: search.getAll("filter"),
    offset: Number.isInteger(offset) && offset > 0 ? offset : 0,
  };
}

/** writeAsked is the question as the address holds it; what is usual is left out. */
export function writeAsked(asked: Asked): URLSearchParams {
  const out = new URLSearchParams();
  if (asked.q !== "") {
    out.set("q", asked.q);
  }
  if (asked.scope !== "office") {
    out.set("scope", asked.scope);
  }
  if (asked.sort !== "") {
    out.set("sort", asked.sort);
  }
  asked.filter.forEach((f) => out.append("filter", f));
  if (asked.offset > 0) {
    out.set("offset", String(asked.offset));
  }
  return out;
}

/** addressOf is the address at which a question is answered. */
export function addressOf(asked: Asked): string {
  return `/search?${writeAsked(asked)}`;
}
