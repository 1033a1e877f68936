import { useQuery } from "@tanstack/react-query";
import { api, call, type Paper } from "@/api";

type Act = "view" | "export" | "copy" | "print";

const hour = 3_600_000;

const handle = (id: string, act: Act, words = "") => call(api.POST("/api/items/{id}/handlings", { params: { path: { id } }, body: { act, note: words } }));

/** useSeen puts on record that somebody sees a paper that is evidence. Until that is done, nothing of what it says is given out. A preview opens nothing: it waits until the paper is seen. */
export function useSeen({ id, evidence }: Pick<Paper, "id" | "evidence">, opens = true) {
  const query = useQuery({ queryKey: ["seen", id], queryFn: () => handle(id, "view").then(() => true), enabled: opens && evidence !== "", staleTime: hour, gcTime: hour, refetchOnWindowFocus: false });
  return { seen: evidence === "" || query.data === true, query };
}

/** useCustody hands out how to put on record what else than seeing is done with a paper that is evidence. */
export function useCustody({ id, evidence }: Pick<Paper, "id" | "evidence">) {
  return async (act: Exclude<Act, "view">, words = "") => {
    if (evidence !== "") {
      await handle(id, act, words);
    }
  };
}
