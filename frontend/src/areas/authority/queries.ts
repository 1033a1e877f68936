import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, call, keys, type OpenListDetail, putListPicture } from "@/api";

export function useLists() {
  return useQuery({ queryKey: keys.lists, queryFn: async () => (await call(api.GET("/api/lists"))).lists });
}

export function useList(id: string) {
  return useQuery({ queryKey: [...keys.lists, id], queryFn: () => call(api.GET("/api/lists/{id}", { params: { path: { id } } })) });
}

/** useSincePosted compares the rows with the version that was published last. */
export function useSincePosted(id: string, enabled: boolean) {
  return useQuery({ queryKey: [...keys.lists, id, "since-posted"], queryFn: () => call(api.GET("/api/lists/{id}/since-posted", { params: { path: { id } } })), enabled });
}

/** useChange makes a mutation that answers with the list as it is then. */
function useChange<V>(id: string, change: (value: V) => Promise<OpenListDetail>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (list) => {
      client.setQueryData([...keys.lists, id], list);
      void client.invalidateQueries({ queryKey: keys.lists, exact: true });
      void client.invalidateQueries({ queryKey: [...keys.lists, id, "since-posted"] });
      void client.invalidateQueries({ queryKey: ["disclosures"] });
    },
  });
}

export interface RowDraft { id?: string; content: Record<string, string> }

const at = (id: string) => ({ params: { path: { id } } });

export const usePutRows = (id: string) => useChange(id, (rows: RowDraft[]) => call(api.POST("/api/lists/{id}/rows", { ...at(id), body: { rows } })));

export const useRefresh = (id: string) => useChange(id, () => call(api.POST("/api/lists/{id}/refresh", at(id))));

export const useApprove = (id: string) => useChange(id, (body: { valid_from: string; reason: string }) => call(api.POST("/api/lists/{id}/approval", { ...at(id), body })));

export const usePost = (id: string) => useChange(id, (body: { day: string; address: string }) => call(api.POST("/api/lists/{id}/postings", { ...at(id), body })));

export const useRemoveRow = (id: string) => useChange(id, ({ row, reason }: { row: string; reason: string }) => call(api.POST("/api/lists/{id}/rows/{row}/removal", { params: { path: { id, row } }, body: { reason } })));

export function usePicture(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ row, field, file }: { row: string; field: string; file: File }) => putListPicture(id, row, field, file),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.lists }),
  });
}
