import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, call, keys, type PaperTemplateDetail, type TemplateReading } from "@/api";

export function useTemplates() {
  return useQuery({ queryKey: [...keys.rulebook, "templates"], queryFn: () => call(api.GET("/api/templates")) });
}

export function useTemplate(procedure: string, code: string) {
  return useQuery({ queryKey: [...keys.rulebook, "templates", procedure, code], queryFn: () => call(api.GET("/api/templates/{procedure}/{code}", { params: { path: { procedure, code } } })) });
}

/** What a change of a template rests on; the day is YYYY-MM-DD. */
export interface Ground { source: string; in_force_from: string; note: string }

/** A file that was read, as it is sent, with what was found in it. */
interface Read { name: string; docx: string; reading: TemplateReading }

/** encoded is a file in base64. */
async function encoded(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  }
  return btoa(text);
}

const at = (t: PaperTemplateDetail) => ({ path: { procedure: t.procedure, code: t.code } });

export function useReadTemplate(template: PaperTemplateDetail) {
  return useMutation({
    mutationFn: async (file: File): Promise<Read> => {
      const sent = { name: file.name, docx: await encoded(file) };
      return { ...sent, reading: await call(api.POST("/api/templates/{procedure}/{code}/readings", { params: at(template), body: sent })) };
    },
  });
}

function useChanged() {
  const client = useQueryClient();
  return () => [keys.library, keys.rulebook, ["amendment"]].forEach((queryKey) => void client.invalidateQueries({ queryKey }));
}

export function useProposeTemplate(template: PaperTemplateDetail) {
  const changed = useChanged();
  return useMutation({
    mutationFn: ({ name, docx, reading, ground }: Read & { ground: Ground }) => call(api.POST("/api/templates/{procedure}/{code}/proposals", { params: at(template), body: { name, docx, mark: reading.mark, source: ground.source, in_force_from: ground.in_force_from } })),
    onSuccess: changed,
  });
}

export function useReturnTemplate(template: PaperTemplateDetail) {
  const changed = useChanged();
  return useMutation({
    mutationFn: (ground: Ground) => call(api.POST("/api/templates/{procedure}/{code}/return", { params: at(template), body: { source: ground.source, in_force_from: ground.in_force_from } })),
    onSuccess: changed,
  });
}
