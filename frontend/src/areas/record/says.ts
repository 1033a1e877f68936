import type { Recording, RecordingSays } from "@/api";

/** saysOf is what is said of a recording, apart from what its file says of itself. */
export function saysOf(r: Recording): RecordingSays {
  const { device, model, operator, operator_cert, officers, started_at, ended_at, skew_seconds, returned_at, place, lat, lon, datum, summary, must_show, origin, scope, retention } = r;
  return { device, model, operator, operator_cert, officers, started_at, ended_at, skew_seconds: skew_seconds ?? undefined, returned_at, place, lat, lon, datum, summary, must_show, origin, scope, retention };
}
