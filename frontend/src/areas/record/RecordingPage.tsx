import { Button } from "antd";
import { useEffect, useState } from "react";
import { Link, useParams } from "react-router";
import { api, call, type RecordingPage as Loads } from "@/api";
import { usePick, useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Page } from "@/ui/Page";
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
        </div>
        <Side data={data} player={player} />
      </div>
      {dialog === "edit" && <EditDialog data={data} onClose={() => setDialog(undefined)} />}
      {dialog === "attach" && <AttachDialog data={data} onClose={() => setDialog(undefined)} />}
    </Page>
  );
}
