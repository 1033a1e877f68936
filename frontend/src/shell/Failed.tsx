import { Button } from "antd";
import { isRouteErrorResponse, useRouteError } from "react-router";
import { useText } from "@/text";
import { Missing } from "./Missing";

/** Failed stands in for a screen that broke; the rest of the window goes on working. */
export function Failed() {
  const t = useText();
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) {
    return <Missing />;
  }
  const words = error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ""}` : String(error);
  return (
    <div className="page">
      <div className="problem" role="alert">
        <h3>{t.common.state.crashed}</h3>
        <p className="soft">{t.common.state.crashedHint}</p>
        <div><Button size="small" onClick={() => location.reload()}>{t.common.retry}</Button></div>
        <pre className="mono failed-words">{words}</pre>
      </div>
    </div>
  );
}
