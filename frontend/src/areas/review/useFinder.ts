import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { api, call, type FoundInCase, type FoundText } from "@/api";
import type { Lit } from "@/ui/paper/Sheet";

/** Typing is looked up once it pauses. */
const pause = 250;

export interface Finder {
  typed: string;
  words: string;
  found: ReturnType<typeof useFound>;
  /** The hit that is open, from 0, or -1. */
  at: number;
  type: (words: string) => void;
  step: (by: 1 | -1) => void;
  go: (at: number) => void;
}

function useFound(caseId: string, words: string) {
  return useQuery({
    queryKey: ["found", caseId, words], queryFn: () => call(api.GET("/api/cases/{id}/find", { params: { path: { id: caseId }, query: { q: words } } })), enabled: words !== "", staleTime: 30_000,
  });
}

/** useFinder looks for words in all papers of a case and steps through what was found; onOpen opens a hit. */
export function useFinder(caseId: string, onOpen: (hit: FoundText) => void): Finder {
  const [typed, setTyped] = useState("");
  const [words, setWords] = useState("");
  const [at, setAt] = useState(-1);
  const found = useFound(caseId, words);
  useEffect(() => {
    const timer = setTimeout(() => {
      setWords(typed.trim());
      setAt(-1);
    }, typed === "" ? 0 : pause);
    return () => clearTimeout(timer);
  }, [typed]);
  const places = found.data?.places;
  const go = (next: number) => {
    const hit = places?.[next];
    if (hit) {
      setAt(next);
      onOpen(hit);
    }
  };
  const step = (by: 1 | -1) => {
    const n = places?.length ?? 0;
    if (n > 0) {
      go(at < 0 ? (by > 0 ? 0 : n - 1) : (at + by + n) % n);
    }
  };
  return { typed, words, found, at, type: setTyped, step, go };
}

/** useHits are the hits on one page, the open one current. */
export function useHits(found: FoundInCase | undefined, at: number, paper: string, page: number): Lit[] {
  return useMemo(() => (found?.places ?? []).map((h, i) => ({ hit: h, current: i === at })).filter(({ hit }) => hit.paper === paper && hit.page === page).map(({ hit, current }) => ({ offset: hit.offset, length: hit.length, current })), [found, at, paper, page]);
}
