import { useState } from "react";
import type { Disclosure, Scan } from "@/api";
import { useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Nothing, Waiting } from "@/ui/states";
import { Button } from "antd";

interface FinishedPaneProps { data: Disclosure; scan: Scan; page: number; saving: string; onSeen: (sha: string) => void }

/** FinishedPane is a page as the public will see it: drawn anew by the server, with nothing left under a box. */
export function FinishedPane({ data, scan, page, saving, onSeen }: FinishedPaneProps) {
  const t = useText();
  const s = t.disclosure.scan;
  const [ready, setReady] = useState("");
  const [broken, setBroken] = useState("");
  const [tries, setTries] = useState(0);
  const face = scan.finished.find((f) => f.page === page);
  if (!face) {
    return <section className="mask-pane" aria-label={s.finished}><div className="mask-pane-head"><strong>{s.finished}</strong></div><Nothing title={s.noPage} small /></section>;
  }
  const url = `/api/disclosures/${data.id}/scans/${scan.paper.id}/pages/${page}/image?of=${face.sha256.slice(0, 16)}${tries > 0 ? `&try=${tries}` : ""}`;
  const waits = data.can_read && !face.tried; // it is read when it is handed in
  const changing = saving === "waiting" || saving === "saving";
  return (
    <section className="mask-pane" aria-label={s.finished}>
      <div className="mask-pane-head">
        <strong>{s.finished}</strong>
        <span className="grow" />
        <span className="small" aria-live="polite">{changing ? <Badge tone="quiet">{s.changing}</Badge> : face.read ? <Badge tone="accent">{s.readBack}</Badge> : waits ? <Badge tone="quiet" title={s.toBeReadHint}>{s.toBeRead}</Badge> : <Badge tone="amber">{data.can_read ? s.notReadBack : s.noReader}</Badge>}</span>
      </div>
      <div className="finished-room" tabIndex={0} role="region" aria-label={s.finished}>
        {broken === url ? <Nothing title={s.noPicture} action={<Button size="small" onClick={() => setTries(tries + 1)}>{t.common.retry}</Button>} small /> : (
          <>
            {ready !== url && <Waiting lines={6} />}
            <img
              key={url} src={url} alt={s.finishedPage(scan.title, page)} className={changing ? "finished-page finished-changing" : "finished-page"} data-finished={page} style={ready === url ? undefined : { position: "absolute", opacity: 0 }}
              onLoad={() => { setReady(url); onSeen(face.sha256); }} onError={() => setBroken(url)}
            />
          </>
        )}
        {!face.read && !waits && <p className="small soft finished-note">{data.can_read ? s.notReadBackHint : s.noReaderHint}</p>}
        {face.plain.length > 0 && <p className="small soft finished-note">{s.plain(face.plain.length)}</p>}
      </div>
    </section>
  );
}
