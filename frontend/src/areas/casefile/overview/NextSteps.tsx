import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { type Move, useCan, useNames } from "@/api";
import { usePick, useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { Panel } from "@/ui/Page";
import { ReasonButton } from "@/ui/ReasonButton";
import { Loaded, Nothing } from "@/ui/states";
import { Stops } from "@/ui/Stops";
import { useMove, useNext } from "../queries";

/** NextSteps lists where the case may go, and for each step that is not open, what stands in the way. */
export function NextSteps({ caseId }: { caseId: string }) {
  const t = useText();
  const o = t.casefile.overview;
  const query = useNext(caseId);
  const [chosen, setChosen] = useState<Move>();
  return (
    <Panel title={o.next} flush>
      <Loaded query={query} lines={3}>
        {(data) =>
          data.moves.length === 0 ? <Nothing title={o.nextNone} small /> : (
            <ul className="line-list">{data.moves.map((m) => <Step key={m.transition} move={m} onChoose={() => setChosen(m)} />)}</ul>
          )
        }
      </Loaded>
      {chosen && <MoveDialog caseId={caseId} move={chosen} onClose={() => setChosen(undefined)} />}
    </Panel>
  );
}

/** placeOf is the tab where a step is made that is not a plain move: submitting, issuing, publishing, adding a paper. */
export function placeOf(move: Move): string | undefined {
  const tabs: Record<string, string> = { review: "review", decision: "decision", disclosure: "disclosure", casefile: "papers" };
  return move.by === "" ? undefined : tabs[move.by.split(".")[0] ?? ""];
}

function Step({ move, onChoose }: { move: Move; onChoose: () => void }) {
  const t = useText();
  const o = t.casefile.overview;
  const pick = usePick();
  const names = useNames();
  const can = useCan();
  const roles = move.roles.map((r) => pick(names.role(r))).join(t.common.list);
  const blocks = move.stops.filter((s) => s.level === "block").length;
  const reason = blocks > 0 ? o.stops(blocks) : !move.allowed || !can("moveCase") ? t.common.state.needs(roles) : undefined;
  const elsewhere = placeOf(move);
  return (
    <li className="stack" style={{ gap: 6 }}>
      <div className="row">
        <div className="grow">
          <div>{pick(move.label)}</div>
          <div className="faint small">{o.to(pick(move.to_label))}{roles !== "" && ` · ${o.byRoles(roles)}`}</div>
        </div>
        {elsewhere !== undefined ? <Link to={elsewhere}>{o.goThere}</Link> : <ReasonButton size="small" type="primary" reason={reason} onClick={onChoose}>{o.doMove}</ReasonButton>}
      </div>
      {move.stops.length > 0 && <Stops stops={move.stops} />}
    </li>
  );
}

function MoveDialog({ caseId, move, onClose }: { caseId: string; move: Move; onClose: () => void }) {
  const t = useText();
  const o = t.casefile.overview;
  const pick = usePick();
  const notify = useNotify();
  const [note, setNote] = useState("");
  const go = useMove(caseId);
  const handleOk = () =>
    go.mutate({ transition: move.transition, note }, {
      onSuccess: () => {
        notify.done(o.moved(pick(move.to_label)));
        onClose();
      },
    });
  return (
    <Modal open title={`${pick(move.label)} — ${o.to(pick(move.to_label))}`} onCancel={onClose} footer={[<Button key="no" onClick={onClose}>{t.common.cancel}</Button>, <Button key="go" type="primary" loading={go.isPending} onClick={handleOk}>{o.doMove}</Button>]}>
      <div className="stack">
        {move.stops.length > 0 && <Stops stops={move.stops} />}
        <Input.TextArea autoFocus rows={3} value={note} placeholder={`${o.note} (${t.common.optional})`} aria-label={o.note} onChange={(e) => setNote(e.target.value)} />
      </div>
    </Modal>
  );
}
