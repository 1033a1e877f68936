import { Modal, Select } from "antd";
import { useState } from "react";
import { type Case, useCan, usePeople } from "@/api";
import { useText } from "@/text";
import { useSetHandlers } from "./queries";

/** Handlers names who handles a case; whoever works on it may change that. An imported case begins with one. */
export function Handlers({ data }: { data: Case }) {
  const t = useText();
  const can = useCan();
  const [open, setOpen] = useState(false);
  const names = `${t.casefile.head.handlers} ${data.handlers.map((p) => p.name).join(t.common.list)}`;
  if (!can("editFacts")) {
    return <span>{names}</span>;
  }
  return (
    <>
      <button type="button" className="plain-button" title={t.casefile.create.handlersHint} onClick={() => setOpen(true)}>{names} ✎</button>
      {open && <HandlersDialog data={data} onClose={() => setOpen(false)} />}
    </>
  );
}

function HandlersDialog({ data, onClose }: { data: Case; onClose: () => void }) {
  const t = useText();
  const c = t.casefile.create;
  const people = usePeople().data ?? [];
  const set = useSetHandlers(data.id);
  const [chosen, setChosen] = useState(data.handlers.map((h) => h.id));
  const options = people.filter((p) => p.active && p.roles.includes("handler")).map((p) => ({ value: p.id, label: p.name }));
  return (
    <Modal
      open title={c.handlers} okText={t.common.save} cancelText={t.common.cancel} onCancel={onClose} confirmLoading={set.isPending}
      okButtonProps={{ disabled: chosen.length < 2 }} onOk={() => set.mutate(chosen, { onSuccess: onClose })}
    >
      <div className="stack">
        <Select mode="multiple" autoFocus aria-label={c.handlers} optionFilterProp="label" value={chosen} options={options} onChange={setChosen} />
        {chosen.length < 2 && <span className="small soft">{c.needTwo}</span>}
      </div>
    </Modal>
  );
}
