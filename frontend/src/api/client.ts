import createClient from "openapi-fetch";
import { setOffline } from "./connection";
import type { paths } from "./schema";
import { Problem, problemOf } from "./problem";

/** api is the typed client. Every call goes through `call`, which turns failures into a Problem. */
export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? "",
  credentials: "same-origin",
  fetch: (request) => globalThis.fetch(request),
});

interface Answer<T> { data?: T; error?: unknown; response: Response }

/** call waits for an answer and returns its data, or throws a Problem. */
export async function call<T>(pending: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await pending;
  } catch (cause) {
    if (cause instanceof SyntaxError) {
      throw new Problem("internal", 0);
    }
    setOffline(true);
    throw new Problem("offline", 0);
  }
  setOffline(false);
  if (answer.response.ok) {
    return answer.data as T;
  }
  throw problemOf(answer.response.status, answer.error);
}
