import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, call, keys, type PersonDraft } from "@/api";

/** useSavePerson adds a person, or changes the one with the given id. */
export function useSavePerson(id: string | undefined) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (draft: PersonDraft & { password?: string }) => {
      if (id === undefined) {
        return call(api.POST("/api/people", { body: { ...draft, password: draft.password ?? "" } }));
      }
      const body = { ...draft };
      delete body.password;
      return call(api.PUT("/api/people/{id}", { params: { path: { id } }, body }));
    },
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.people }),
  });
}

export function useResetPassword(id: string) {
  return useMutation({ mutationFn: (password: string) => call(api.POST("/api/people/{id}/password", { params: { path: { id } }, body: { new: password } })) });
}
