import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, call, putRegister, type RegisterOrder } from "@/api";

/** What of a register is looked at: the sheet, the row of its headings (0: to be looked for), and the procedure. */
export interface Looking { id: string; sheet: number; header: number; procedure: string }

export function usePutRegister() {
  return useMutation({ mutationFn: (file: File) => putRegister(file) });
}

export function useRegister(look: Looking) {
  return useQuery({
    queryKey: ["register", look],
    queryFn: () => call(api.GET("/api/registers/{id}", { params: { path: { id: look.id }, query: { sheet: look.sheet, header: look.header, procedure: look.procedure } } })),
    enabled: look.id !== "", retry: false, staleTime: Infinity, placeholderData: (before) => before,
  });
}

export function useTrial(id: string) {
  return useMutation({ mutationFn: (order: RegisterOrder) => call(api.POST("/api/registers/{id}/trial", { params: { path: { id } }, body: order })) });
}

export function useImportRegister(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: RegisterOrder) => call(api.POST("/api/registers/{id}/import", { params: { path: { id } }, body: order })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["registers"] });
      void client.invalidateQueries({ queryKey: ["cases"] });
    },
  });
}

export function useRegisters() {
  return useQuery({ queryKey: ["registers"], queryFn: () => call(api.GET("/api/registers")), select: (d) => d.registers });
}
