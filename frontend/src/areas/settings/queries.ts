import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, call, type HolidaysNotice, keys, type Settings } from "@/api";
import { useNotify } from "@/ui/notify";

export function useSettings(enabled: boolean) {
  return useQuery({ queryKey: ["settings"], queryFn: () => call(api.GET("/api/settings")), enabled });
}

export function useSaveSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Settings) => call(api.PUT("/api/settings", { body })),
    onSuccess: (saved) => client.setQueryData(["settings"], saved),
  });
}

export function useSaveKinds() {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (on: string[]) => call(api.PUT("/api/kinds", { body: { on } })),
    onSuccess: (saved) => client.setQueryData(keys.kinds, saved),
    onError: notify.failed,
  });
}

export function useReindex() {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: () => call(api.POST("/api/reindex")),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.jobs }),
    onError: notify.failed,
  });
}

/** useNoticeEffect asks what a notice of holidays would change. */
export function useNoticeEffect() {
  return useMutation({ mutationFn: (body: HolidaysNotice) => call(api.POST("/api/calendar/effect", { body })) });
}

/** useTakeNotice takes up a notice whose effect was seen. */
export function useTakeNotice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { notice: HolidaysNotice; mark: string }) => call(api.POST("/api/calendar/notices", { body })),
    onSuccess: (fresh) => {
      client.setQueryData(keys.calendar, fresh);
      void client.invalidateQueries({ predicate: (q) => ["case", "cases", "workbench"].includes(String(q.queryKey[0])) });
    },
  });
}

export function useSynonyms(enabled: boolean) {
  return useQuery({ queryKey: ["synonyms"], queryFn: () => call(api.GET("/api/synonyms")), enabled });
}

/** useSaveSynonyms replaces the list; what was searched before is searched anew. */
export function useSaveSynonyms() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (groups: string[][]) => call(api.PUT("/api/synonyms", { body: { groups } })),
    onSuccess: (saved) => {
      client.setQueryData(["synonyms"], saved);
      void client.invalidateQueries({ queryKey: ["search"] });
    },
  });
}
