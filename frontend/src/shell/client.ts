import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { keys, Problem } from "@/api";

/** createQueryClient sets how long answers count as fresh and what is tried again: only a lost connection is. */
export function createQueryClient(): QueryClient {
  const handleError = (problem: unknown) => {
    if (problem instanceof Problem && problem.kind === "unauthenticated") {
      client.setQueryData(keys.session, null);
    }
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: handleError }),
    mutationCache: new MutationCache({ onError: handleError }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: true,
        networkMode: "always",
        retry: (failures, problem) => problem instanceof Problem && problem.kind === "offline" && failures < 3,
        retryDelay: (attempt) => Math.min(1000 * 2 ** attempt, 8000),
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
  return client;
}
