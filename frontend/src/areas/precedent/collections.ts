import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, call, type CollectionImported, putCollection } from "@/api";
import { useNotify } from "@/ui/notify";

const key = ["collections"];

/** useCollections reads the collections; while their index follows, again and again. */
export function useCollections() {
  return useQuery({ queryKey: key, queryFn: () => call(api.GET("/api/collections")), refetchInterval: (q) => (q.state.data && q.state.data.index.state !== "ready" ? 2000 : false) });
}

export interface NewCollection { file: File; name: string; source: string }

export function useImportCollection() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: NewCollection): Promise<CollectionImported> => putCollection(asked.file, asked.name, asked.source),
    onSuccess: () => void client.invalidateQueries({ queryKey: key }),
  });
}

export function useRemoveCollection() {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) => call(api.POST("/api/collections/{id}/removal", { params: { path: { id } }, body: { reason } })),
    onSuccess: (now) => client.setQueryData(key, now),
    onError: notify.failed,
  });
}

export function useDocument(id: string, n: number) {
  return useQuery({ queryKey: [...key, id, n], queryFn: () => call(api.GET("/api/collections/{id}/documents/{n}", { params: { path: { id, n } } })), staleTime: Infinity });
}

/** documentAddress is the page of a decision, by the name that search has for it. */
export function documentAddress(document: string): string {
  const [id = "", n = ""] = document.split("/");
  return `/collections/${id}/documents/${n}`;
}
