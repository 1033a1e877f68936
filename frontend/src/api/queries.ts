// Server data that more than one area needs: the office, who is signed in, the rulebook, people, jobs.
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { api, call } from "./client";
import type { Case, FieldInfo, FieldValue, Paper, Ref, Rulebook, Text } from "./contract";
import { Problem } from "./problem";

export const keys = {
  office: ["office"] as const,
  session: ["session"] as const,
  rulebook: ["rulebook"] as const,
  library: ["library"] as const,
  kinds: ["kinds"] as const,
  people: ["people"] as const,
  jobs: ["jobs"] as const,
  calendar: ["calendar"] as const,
  lists: ["lists"] as const,
  case: (id: string) => ["case", id] as const,
  review: (id: string) => ["review", id] as const,
  paper: (id: string) => ["paper", id] as const,
};

/** useOffice reads what the office is called and whether it is set up. */
export function useOffice() {
  return useQuery({ queryKey: keys.office, queryFn: () => call(api.GET("/api/office")), staleTime: 60_000 });
}

/** useWorkCalendar reads the working days as far as they are known. */
export function useWorkCalendar() {
  return useQuery({ queryKey: keys.calendar, queryFn: () => call(api.GET("/api/calendar")), staleTime: 600_000 });
}

/** useSession reads who is signed in; null means nobody. */
export function useSession() {
  return useQuery({
    queryKey: keys.session,
    queryFn: async () => {
      try {
        return await call(api.GET("/api/session"));
      } catch (problem) {
        if (problem instanceof Problem && problem.kind === "unauthenticated") {
          return null;
        }
        throw problem;
      }
    },
    staleTime: 60_000,
  });
}

/** useMay answers whether the person signed in holds a permission such as "case.create". */
export function useMay(): (permission: string) => boolean {
  const session = useSession().data;
  return useCallback((permission) => session?.may.includes(permission) ?? false, [session]);
}

export function useRulebook() {
  return useQuery({ queryKey: keys.rulebook, queryFn: () => call(api.GET("/api/rulebook")), staleTime: Infinity });
}

/** useLibrary reads the versions of the rulebook, the proposals to change it, and what this person may do with them. */
export function useLibrary(enabled = true) {
  return useQuery({ queryKey: keys.library, queryFn: () => call(api.GET("/api/rulebook/versions")), enabled });
}

/** useCitations reads which provisions a text cites, and whether they were in force on a day. */
export function useCitations(text: string, on: string, enabled: boolean) {
  return useQuery({
    queryKey: [...keys.rulebook, "citation", text, on], queryFn: () => call(api.GET("/api/rulebook/citations", { params: { query: { text: text.slice(0, 1000), on } } })),
    enabled, staleTime: Infinity, retry: false, select: (d) => d.citations,
  });
}

/** useKinds reads the kinds of action with their procedures, and which of them the office has switched on. */
export function useKinds() {
  return useQuery({ queryKey: keys.kinds, queryFn: () => call(api.GET("/api/kinds")), select: (d) => d.kinds });
}

export function usePeople() {
  return useQuery({ queryKey: keys.people, queryFn: () => call(api.GET("/api/people")), staleTime: 60_000, select: (d) => d.people });
}

/** usePaper reads one paper with its versions; "" reads nothing. */
export function usePaper(id: string) {
  return useQuery({
    queryKey: keys.paper(id),
    queryFn: () => call(api.GET("/api/papers/{id}", { params: { path: { id }, query: { pages: "none" } } })),
    enabled: id !== "",
  });
}

/** usePaperText reads one paper with the text of all its pages. */
export function usePaperText(id: string) {
  return useQuery({ queryKey: [...keys.paper(id), "text"], queryFn: () => call(api.GET("/api/papers/{id}", { params: { path: { id } } })) });
}

/** pageQuery reads one page: its text and where it stands on the picture. The bytes of the paper are part of its name, since they alone change it. */
export function pageQuery(paper: Pick<Paper, "id" | "sha256">, n: number) {
  return queryOptions({
    queryKey: ["page", paper.id, paper.sha256, n],
    queryFn: () => call(api.GET("/api/papers/{id}/pages/{n}", { params: { path: { id: paper.id, n } } })),
    staleTime: 60_000, gcTime: 120_000,
  });
}

/** actDayOf is the day of the act: the last day of the breach, else the first. */
export function actDayOf(fields: FieldValue[]): string | undefined {
  const day = ["c.illegal_to", "c.illegal_from"].map((name) => fields.find((f) => f.name === name)?.value).find((v) => typeof v === "string" && v !== "");
  return typeof day === "string" ? day : undefined;
}

/** fieldOf finds a field of the rulebook: a fact of the case, or a particular of a paper, named d.<code>.<particular>. */
export function fieldOf(book: Rulebook | undefined, name: string): FieldInfo | undefined {
  const known = book?.fields.find((f) => f.name === name);
  const [prefix, code, particular] = name.split(".");
  if (known || prefix !== "d" || particular === undefined) {
    return known;
  }
  const paper = book?.papers.find((p) => p.code === code);
  const common = book?.fields.find((f) => f.name === `d.*.${particular}`);
  const joined = paper && common && { zh: `${paper.name.zh}·${common.label.zh}`, en: `${paper.name.en}: ${common.label.en}` };
  return paper?.fields.find((f) => f.name === name) ?? (joined ? { ...common, name, label: joined } : undefined);
}

/** Names looks up the rulebook's labels; an unknown code is shown as it is. */
export interface Names {
  /** state is a state's label in the procedure of a case. */
  state(id: string, procedure?: string): Text | string;
  phase(id: string, procedure?: string): string;
  kind(id: string): Text | string;
  procedure(id: string): Text | string;
  field(name: string): Text | string;
  heading(code: string): Text | string;
  opinion(code: string): Text | string;
  paper(code: string): Text | string;
  role(id: string): Text | string;
  ground(code: string): Text | string;
}

function namesOf(book: Rulebook | undefined): Names {
  const state = (id: string, procedure?: string) => {
    const same = book?.states.filter((s) => s.id === id);
    return same?.find((s) => procedure && s.procedures.includes(procedure)) ?? same?.[0];
  };
  return {
    state: (id, procedure) => state(id, procedure)?.label ?? id,
    phase: (id, procedure) => state(id, procedure)?.phase ?? "",
    kind: (id) => book?.kinds.find((k) => k.id === id)?.label ?? id,
    procedure: (id) => book?.kinds.flatMap((k) => k.procedures).find((p) => p.id === id)?.label ?? id,
    field: (name) => fieldOf(book, name)?.label ?? name,
    heading: (code) => book?.headings.find((h) => h.code === code)?.label ?? code,
    opinion: (code) => book?.opinions.find((o) => o.code === code)?.label ?? code,
    paper: (code) => book?.papers.find((p) => p.code === code)?.name ?? code,
    role: (id) => book?.roles.find((r) => r.id === id)?.label ?? id,
    ground: (code) => book?.grounds.find((g) => g.code === code)?.label ?? code,
  };
}

export function useNames(): Names {
  const book = useRulebook().data;
  return useMemo(() => namesOf(book), [book]);
}

/** usePass is the pass of a case, live or void; an opinion that did not pass the case is none. */
export function usePass(data: Case): Case["pass"] {
  const opinions = useRulebook().data?.opinions;
  const { pass, review } = data;
  const refused = pass !== undefined && review?.round === pass.round && opinions?.some((o) => o.code === review.opinion && !o.passes);
  return refused ? undefined : pass;
}

/** nameOf reads a person's name; nobody has none. */
export function nameOf(who: Ref | undefined): string {
  return who?.name ?? "";
}

/** useRefresh marks everything about the named subjects as out of date. */
export function useRefresh(): (...subjects: string[]) => void {
  const client = useQueryClient();
  return useCallback(
    (...subjects) => {
      subjects.forEach((subject) => void client.invalidateQueries({ queryKey: [subject] }));
    },
    [client],
  );
}

/** useInstruments reads what the rulebook rests on. */
export function useInstruments() {
  return useQuery({ queryKey: [...keys.rulebook, "instruments"], queryFn: () => call(api.GET("/api/rulebook/instruments")), staleTime: 60_000, select: (d) => d.instruments });
}
