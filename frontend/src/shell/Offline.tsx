import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, call, useOffline } from "@/api";
import { useText } from "@/text";

/** Offline is the banner while the server is away; it asks every three seconds and refreshes when it is back. */
export function Offline() {
  const t = useText();
  const offline = useOffline();
  const client = useQueryClient();
  useEffect(() => {
    if (!offline) {
      return;
    }
    const timer = setInterval(() => {
      call(api.GET("/api/office")).then(
        () => void client.invalidateQueries(),
        () => undefined,
      );
    }, 3000);
    return () => clearInterval(timer);
  }, [offline, client]);
  if (!offline) {
    return null;
  }
  return (
    <div className="offline" role="alert">
      <strong>{t.common.state.offline}</strong>
      <span>{t.common.state.offlineHint}</span>
      <span className="offline-retry">{t.common.state.retryIn}</span>
    </div>
  );
}
