import { BellOutlined, DeleteOutlined, DownloadOutlined, StarOutlined } from "@ant-design/icons";
import { Button, Checkbox, Dropdown, Input, Popover } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { type SavedSearch, useSavedSearches } from "@/api";
import { count } from "@/format";
import { useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Panel } from "@/ui/Page";
import { Loaded } from "@/ui/states";
import { type Asked, addressOf } from "./asked";
import { useDropSearch, useExport, useSaveSearch, useSeen } from "./keeping";

/** SaveButton keeps the search, with an alert if the person wants to hear of new papers. */
export function SaveButton({ asked }: { asked: Asked }) {
  const s = useText().search.saved;
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [alert, setAlert] = useState(true);
  const save = useSaveSearch();
  const keep = () => save.mutate({ name: name.trim() || asked.q, q: asked.q, scope: asked.scope, filter: asked.filter, alert }, { onSuccess: () => setOpen(false) });
  const form = (
    <form
      className="stack" style={{ width: 260 }}
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <Input autoFocus maxLength={100} value={name} onChange={(e) => setName(e.target.value)} placeholder={asked.q} aria-label={s.name} />
      <Checkbox checked={alert} onChange={(e) => setAlert(e.target.checked)}>{s.alert}</Checkbox>
      <Button type="primary" size="small" htmlType="submit" loading={save.isPending}>{s.save}</Button>
    </form>
  );
  return <Popover trigger="click" open={open} onOpenChange={setOpen} title={s.saveTitle} content={form} placement="bottomRight"><Button size="small" icon={<StarOutlined />}>{s.save}</Button></Popover>;
}

/** ExportButton hands the list of hits over as a table, with what this person has read of it. */
export function ExportButton({ asked }: { asked: Asked }) {
  const s = useText().search.saved;
  const save = useExport(asked);
  return (
    <Dropdown trigger={["click"]} menu={{ items: ["xlsx", "csv"].map((form) => ({ key: form, label: form, onClick: () => save.mutate(form) })) }}>
      <Button size="small" icon={<DownloadOutlined />} loading={save.isPending} title={s.exportHint}>{s.export}</Button>
    </Dropdown>
  );
}

/** SavedPanel lists the searches that this person keeps, with how many new papers each finds. */
export function SavedPanel() {
  const s = useText().search.saved;
  const query = useSavedSearches();
  return (
    <Panel title={s.title}>
      <Loaded query={query} lines={2}>{(data) => (data.searches.length === 0 ? <p className="soft small">{s.none}</p> : <ul className="stack">{data.searches.map((one) => <SavedRow key={one.id} one={one} />)}</ul>)}</Loaded>
    </Panel>
  );
}

function SavedRow({ one }: { one: SavedSearch }) {
  const s = useText().search.saved;
  const seen = useSeen();
  const drop = useDropSearch();
  const save = useSaveSearch();
  return (
    <li className="row">
      <Link className="one-line strong" to={addressOf({ q: one.q, scope: one.scope || "office", filter: one.filter, sort: one.news > 0 ? "newest" : "", offset: 0 })} onClick={() => one.news > 0 && seen.mutate(one.id)}>{one.name}</Link>
      {one.name !== one.q && <span className="mono faint one-line">{one.q}</span>}
      {one.news > 0 && <Badge tone="accent">{s.news(count(one.news), one.more)}</Badge>}
      <span className="grow" />
      {one.news > 0 && <Button size="small" type="text" onClick={() => seen.mutate(one.id)}>{s.markSeen}</Button>}
      <Button size="small" type="text" aria-pressed={one.alert} className={one.alert ? "tone-accent" : "faint"} icon={<BellOutlined />} title={one.alert ? s.alertOn : s.alertOff} aria-label={one.alert ? s.alertOn : s.alertOff} onClick={() => save.mutate({ id: one.id, name: one.name, q: one.q, scope: one.scope, filter: one.filter, alert: !one.alert })} />
      <Button size="small" type="text" icon={<DeleteOutlined />} title={s.drop} aria-label={`${s.drop} ${one.name}`} loading={drop.isPending} onClick={() => drop.mutate(one.id)} />
    </li>
  );
}
