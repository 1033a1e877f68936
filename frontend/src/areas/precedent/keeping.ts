import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, call, download, searchesKey } from "@/api";
import { useLanguage, useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { type Asked, writeAsked } from "./asked";

interface ToSave { id?: string; name: string; q: string; scope: string; filter: string[]; alert: boolean }

/** useSaveSearch keeps a search, or changes one that is kept. */
export function useSaveSearch() {
  const client = useQueryClient();
  const notify = useNotify();
  const done = useText().search.saved.done;
  return useMutation({
    mutationFn: ({ id, ...body }: ToSave) => (id === undefined ? call(api.POST("/api/searches", { body })) : call(api.PUT("/api/searches/{id}", { params: { path: { id } }, body }))),
    onSuccess: (list, { id }) => {
      client.setQueryData(searchesKey, list);
      if (id === undefined) {
        notify.done(done);
      }
    },
    onError: notify.failed,
  });
}

export function useDropSearch() {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (id: string) => call(api.DELETE("/api/searches/{id}", { params: { path: { id } } })),
    onSuccess: () => void client.invalidateQueries({ queryKey: searchesKey }),
    onError: notify.failed,
  });
}

/** useSeen notes that the person has looked at what a saved search finds. */
export function useSeen() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(api.POST("/api/searches/{id}/seen", { params: { path: { id } } })),
    onSuccess: () => void client.invalidateQueries({ queryKey: searchesKey }),
  });
}

/** useRead notes that the person opened a paper from the list; the next answer marks it. */
export function useRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (paper: string) => call(api.POST("/api/search/reads", { body: { paper } })),
    onSuccess: () => void client.invalidateQueries({ queryKey: ["search"] }),
  });
}

export function useExport(asked: Asked) {
  const notify = useNotify();
  const { language } = useLanguage();
  return useMutation({
    mutationFn: (form: string) => {
      const ask = writeAsked({ ...asked, offset: 0 });
      ask.set("language", language);
      return download("POST", `/api/search/export/${form}?${ask}`);
    },
    onError: notify.failed,
  });
}

export function useBatch() {
  return useMutation({ mutationFn: (asked: { text: string; draft: boolean; scope: string }) => call(api.POST("/api/search/batch", { body: asked })) });
}
