import { Button } from "antd";
import { useEffect, useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { api, call, type RecordingPage as Loads } from "@/api";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Page } from "@/ui/Page";
import { moment } from "@/ui/paper/marks";
import { Loaded, ProblemView, Waiting } from "@/ui/states";
import { AttachDialog } from "./AttachDialog";
import { EditDialog } from "./EditDialog";
import { Overview } from "./Overview";
import { Player, usePlayer } from "./Player";
import { useRecording } from "./queries";
import { Side } from "./Side";
import "./record.css";

/** RecordingPage plays a recording and ties it to the procedure. Nothing is shown before the viewing is on record. */
export function RecordingPage() {
  const { id = "" } = useParams();
  const query = useRecording(id);
  return <Loaded query={query} lines={10}>{(data) => <Frame key={id} data={data} />}</Loaded>;
}

/** useViewing puts the viewing on record; the bytes are served once it is. */
function useViewing(id: string): { ready: boolean; problem?: unknown } {
  const [state, setState] = useState<{ ready: boolean; problem?: unknown }>({ ready: false });
  useEffect(() => {
    let here = true;
    call(api.POST("/api/items/{id}/handlings", { params: { path: { id } }, body: { act: "view" } })).then(
      () => here && setState({ ready: true }), (problem: unknown) => here && setState({ ready: false, problem }),
    );
    return () => { here = false; };
  }, [id]);
  return state;
}

function Frame({ data }: { data: Loads }) {
  const t = useText();
  const r = t.record;
  const pick = usePick();
  const viewing = useViewing(data.id);
  const player = usePlayer();
  const [dialog, setDialog] = useState<"edit" | "attach">();
  const [asked] = useSearchParams();
  const at = Number(asked.get("at") ?? 0);
  const { media, seek } = player;
  useEffect(() => {
    if (!viewing.ready || !(at > 0)) {
      return;
    }
    const timer = setInterval(() => { // the film takes a moment to know how long it is
      if (media.current && media.current.readyState > 0) {
        seek(at);
        clearInterval(timer);
      }
    }, 150);
    return () => clearInterval(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- seek is made anew at every turn and does the same
  }, [viewing.ready, at, media]);
  const meta = (
    <>
      <Badge tone="accent">{r.kind[data.sort]}</Badge>
      {data.event ? <Badge>{pick(data.label)}</Badge> : <Badge tone="amber">{r.noEvent}</Badge>}
      {data.case_id ? <Link className="one-line recording-case" to={`/cases/${data.case_id}/record`}>{data.case_no} {data.title}</Link> : <Badge tone="amber">{r.noCase}</Badge>}
    </>
  );
  const actions = data.may_work && (
    <>
      <Button onClick={() => setDialog("edit")}>{r.play.edit}</Button>
      <Button type={data.case_id ? "default" : "primary"} onClick={() => setDialog("attach")}>{r.play.attach}</Button>
    </>
  );
  return (
    <Page title={data.name} meta={meta} actions={actions}>
      <div className="recording">
        <div className="stack">
          {viewing.problem !== undefined && <ProblemView problem={viewing.problem} />}
          {!viewing.ready && viewing.problem === undefined && <Waiting lines={6} />}
          {viewing.ready && <Player data={data} player={player} />}
          {viewing.ready && data.sort !== "photo" && <Overview data={data} player={player} />}
          {data.shown.length > 0 && (
            <section className="panel-body" aria-label={r.play.proves}>
              <h3 className="small soft">{r.play.proves}</h3>
              <ul className="stack">
                {data.shown.map((one, i) => (
                  <li key={i} className="row row-wrap">
                    <Button size="small" onClick={() => player.seek(one.from_ms)}>{moment(one.from_ms)}–{moment(one.to_ms)}</Button>
                    <Link to={`/cases/${one.case}/disclosure`}>{pick(one.label)}</Link><span className="soft small num">{one.on}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <Side data={data} player={player} />
      </div>
      {dialog === "edit" && <EditDialog data={data} onClose={() => setDialog(undefined)} />}
      {dialog === "attach" && <AttachDialog data={data} onClose={() => setDialog(undefined)} />}
    </Page>
  );
}
