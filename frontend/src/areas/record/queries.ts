import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, call, type CaseRecord, keys, type RecordingPage, type RecordingSays } from "@/api";
import { useNotify } from "@/ui/notify";

export interface RecordingFilter { q?: string; loose?: boolean; event?: string; case?: string; offset: number; limit: number }

const recording = (id: string) => ["recording", id] as const;
const caseRecord = (id: string) => [...keys.case(id), "record"] as const;

export function useRecordings(filter: RecordingFilter) {
  return useQuery({ queryKey: ["recordings", filter], queryFn: () => call(api.GET("/api/recordings", { params: { query: filter } })), placeholderData: keepPreviousData });
}

export function useRecording(id: string) {
  return useQuery({ queryKey: recording(id), queryFn: () => call(api.GET("/api/recordings/{id}", { params: { path: { id } } })), refetchInterval: (q) => (q.state.data?.glance.state === "making" ? 1500 : false) });
}

export function useCaseRecord(id: string) {
  return useQuery({ queryKey: caseRecord(id), queryFn: () => call(api.GET("/api/cases/{id}/record", { params: { path: { id } } })) });
}

/** useRecordingChange runs a change that answers with the recording's page, and puts that on the screen. */
function useRecordingChange<V>(id: string, change: (input: V) => Promise<RecordingPage>) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: change,
    onSuccess: (fresh) => {
      client.setQueryData(recording(id), fresh);
      void client.invalidateQueries({ queryKey: ["recordings"] });
      void client.invalidateQueries({ queryKey: ["case"] });
    },
    onError: notify.failed,
  });
}

export function useDescribe(id: string) {
  return useRecordingChange(id, (body: RecordingSays) => call(api.PUT("/api/recordings/{id}", { params: { path: { id } }, body })));
}

export function useAttach(id: string) {
  return useRecordingChange(id, (body: { case: string; event?: string; reason?: string }) => call(api.POST("/api/recordings/{id}/attachment", { params: { path: { id } }, body })));
}

export function useMark(id: string) {
  return useRecordingChange(id, (body: { chapter?: string; from_ms: number; to_ms?: number; note?: string }) => call(api.POST("/api/recordings/{id}/marks", { params: { path: { id } }, body })));
}

export function useUnmark(id: string) {
  return useRecordingChange(id, (mark: string) => call(api.DELETE("/api/recordings/{id}/marks/{mark}", { params: { path: { id, mark } } })));
}

export function useGlance(id: string) {
  return useRecordingChange(id, () => call(api.POST("/api/recordings/{id}/glance", { params: { path: { id } }, body: {} })));
}

/** useStill keeps a still: taken by the program where it can, else as the screen took it. */
export function useStill(id: string) {
  return useRecordingChange(id, async (still: { at_ms: number; note: string; picture?: Blob }) => {
    if (still.picture === undefined) {
      return call(api.POST("/api/recordings/{id}/stills", { params: { path: { id } }, body: { at_ms: still.at_ms, note: still.note } }));
    }
    const query = new URLSearchParams({ at: String(Math.round(still.at_ms)), note: still.note });
    await call(api.PUT("/api/recordings/{id}/stills", { params: { path: { id }, query: Object.fromEntries(query) as never }, body: still.picture as never, bodySerializer: (b: unknown) => b as Blob, headers: { "Content-Type": "application/octet-stream" } }));
    return call(api.GET("/api/recordings/{id}", { params: { path: { id } } }));
  });
}

/** useCaseRecordChange runs a change that answers with the record of a case. */
function useCaseRecordChange<V>(id: string, change: (input: V) => Promise<CaseRecord>) {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: change,
    onSuccess: (fresh) => client.setQueryData(caseRecord(id), fresh),
    onError: notify.failed,
  });
}

export interface NewExplanation { event: string; check: string; recording?: string; chapter?: string; from?: string; to?: string; reason: string; text: string }

export function useExplain(id: string) {
  return useCaseRecordChange(id, (body: NewExplanation) => call(api.POST("/api/cases/{id}/explanations", { params: { path: { id } }, body })));
}

export function useSettle(id: string) {
  return useCaseRecordChange(id, ({ step, explanation, answer }: { step: "approval" | "rejection" | "withdrawal"; explanation: string; answer?: string }) => {
    const input = { params: { path: { id: explanation } }, body: { answer } };
    return step === "approval" ? call(api.POST("/api/explanations/{id}/approval", input)) : step === "rejection" ? call(api.POST("/api/explanations/{id}/rejection", input)) : call(api.POST("/api/explanations/{id}/withdrawal", input));
  });
}

export function useDevices() {
  return useQuery({ queryKey: ["devices"], queryFn: () => call(api.GET("/api/devices")), select: (d) => d.devices });
}

export interface DeviceDraft { id: string; no: string; model: string; kind: string; unit?: string; calibrated_on?: string; checked_on?: string; skew_seconds?: number; retired?: boolean; note?: string }

export function usePutDevice() {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: ({ id, ...body }: DeviceDraft) => (id === "" ? call(api.POST("/api/devices", { body })) : call(api.PUT("/api/devices/{id}", { params: { path: { id } }, body }))),
    onSuccess: (fresh) => client.setQueryData(["devices"], fresh),
    onError: notify.failed,
  });
}

export function useRecordingImports() {
  return useQuery({ queryKey: ["recording-imports"], queryFn: () => call(api.GET("/api/recording-imports")), select: (d) => d.imports, refetchInterval: (q) => (q.state.data?.imports.some((i) => i.state === "running") ? 1500 : false) });
}

export function useRecordingImport(id: string) {
  return useQuery({ queryKey: ["recording-imports", id], enabled: id !== "", queryFn: () => call(api.GET("/api/recording-imports/{id}", { params: { path: { id } } })) });
}

export interface ImportOrder { name?: string; folder?: string; case?: string; origin?: string; returned_at?: string }

export function useStartImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ImportOrder) => call(api.POST("/api/recording-imports", { body })),
    onSuccess: () => void client.invalidateQueries({ queryKey: ["recording-imports"] }),
  });
}

export function useImportStep() {
  const client = useQueryClient();
  const notify = useNotify();
  return useMutation({
    mutationFn: ({ id, step }: { id: string; step: "start" | "cancel" }) =>
      step === "start" ? call(api.POST("/api/recording-imports/{id}/start", { params: { path: { id } } })) : call(api.POST("/api/recording-imports/{id}/cancel", { params: { path: { id } } })),
    onSuccess: () => void client.invalidateQueries({ queryKey: ["recording-imports"] }),
    onError: notify.failed,
  });
}

export function useFindCases(q: string) {
  return useQuery({ queryKey: ["cases", "find", q], queryFn: () => call(api.GET("/api/cases", { params: { query: { q, offset: 0, limit: 20 } } })), placeholderData: keepPreviousData, select: (d) => d.cases });
}
