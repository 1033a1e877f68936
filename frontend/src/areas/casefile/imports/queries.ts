import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, call } from "@/api";
import { useNotify } from "@/ui/notify";

export function useImports() {
  return useQuery({ queryKey: ["imports"], queryFn: () => call(api.GET("/api/imports")), select: (d) => d.imports });
}

export function useImport(id: string) {
  return useQuery({
    queryKey: ["import", id],
    queryFn: () => call(api.GET("/api/imports/{id}", { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data?.state === "running" ? 3000 : false),
  });
}

export type ImportStep = "start" | "cancel" | "retry";

export function useImportStep(id: string) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: (step: ImportStep) => {
      const params = { params: { path: { id } } };
      const steps = {
        start: () => call(api.POST("/api/imports/{id}/start", params)),
        cancel: () => call(api.POST("/api/imports/{id}/cancel", params)),
        retry: () => call(api.POST("/api/imports/{id}/retry", params)),
      };
      return steps[step]();
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["import", id] });
      void client.invalidateQueries({ queryKey: ["imports"] });
    },
    onError: notify.failed,
  });
}
