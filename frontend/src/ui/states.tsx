import type { UseQueryResult } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { Problem } from "@/api";
import { capital } from "@/format";
import { usePick, useText } from "@/text";

/** Nothing is the empty state: what is empty, and what to do next. */
export function Nothing({ title, hint, action, small }: { title: string; hint?: string; action?: ReactNode; small?: boolean }) {
  return (
    <div className={small ? "nothing nothing-small" : "nothing"}>
      <strong>{title}</strong>
      {hint !== undefined && <span>{hint}</span>}
      {action}
    </div>
  );
}

/** Waiting is the loading state: lines where the content will stand. */
export function Waiting({ lines = 5 }: { lines?: number }) {
  const t = useText();
  return (
    <div className="waiting" role="status" aria-label={t.common.state.loading}>
      {Array.from({ length: lines }, (_, i) => (
        <span key={i} style={{ width: `${92 - ((i * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

/** ProblemView is the error state: its kind, what happened, the article, and what to do. */
export function ProblemView({ problem, onRetry }: { problem: unknown; onRetry?: () => void }) {
  const t = useText();
  const pick = usePick();
  const known = problem instanceof Problem ? problem : new Problem("internal", 0);
  const quiet = ["refused", "offline", "unavailable", "invalid"].includes(known.kind);
  const again = !["refused", "invalid", "forbidden", "not_found"].includes(known.kind);
  const message = capital(pick(known.text));
  return (
    <div role="alert" className={quiet ? "problem problem-quiet" : "problem"}>
      <h3>{t.common.kind[known.kind]}</h3>
      {message !== "" && <p>{message}</p>}
      {known.article !== undefined && known.article !== "" && (
        <p className="soft">{t.common.article}{t.common.sep}{known.article}</p>
      )}
      <p className="soft">{capital(pick(known.hint)) || t.common.kindHint[known.kind]}</p>
      {onRetry && again && <div><Button size="small" onClick={onRetry}>{t.common.retry}</Button></div>}
    </div>
  );
}

interface LoadedProps<T> { query: UseQueryResult<T>; lines?: number; children: (data: T) => ReactNode }

/** Loaded shows a query's three faces; stale data stays on the screen while the server is away. */
export function Loaded<T>({ query, lines, children }: LoadedProps<T>) {
  if (query.data !== undefined) {
    return children(query.data);
  }
  if (query.isError) {
    return <ProblemView problem={query.error} onRetry={() => void query.refetch()} />;
  }
  return <Waiting lines={lines} />;
}
