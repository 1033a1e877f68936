import { Button, Modal } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { PaperTemplateDetail } from "@/api";
import { useText } from "@/text";
import { useNotify } from "@/ui/notify";
import { ProblemView } from "@/ui/states";
import { GroundForm } from "./TakeTemplate";
import { type Ground, useReturnTemplate } from "./templates";

/** ReturnTemplate proposes to draft a paper by the program's own template again. */
export function ReturnTemplate({ template, onClose }: { template: PaperTemplateDetail; onClose: () => void }) {
  const t = useText();
  const s = t.settings.templates;
  const notify = useNotify();
  const navigate = useNavigate();
  const [ground, setGround] = useState<Ground>({ source: "", in_force_from: dayjs().format("YYYY-MM-DD"), note: "" });
  const back = useReturnTemplate(template);
  const handle = () => back.mutate(ground, { onSuccess: (made) => { notify.done(s.proposed); onClose(); void navigate(`/rulebook/proposals/${made.id}`); } });
  return (
    <Modal open title={s.giveBack} onCancel={onClose} footer={[<Button key="no" onClick={onClose}>{t.common.cancel}</Button>, <Button key="go" type="primary" disabled={ground.source.trim() === "" || ground.in_force_from === ""} loading={back.isPending} onClick={handle}>{s.propose}</Button>]}>
      <div className="stack stack-loose">
        <p className="soft">{s.giveBackHint}</p>
        <GroundForm ground={ground} onChange={setGround} />
        {back.isError && <ProblemView problem={back.error} />}
      </div>
    </Modal>
  );
}
