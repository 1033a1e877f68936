import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { type Person, useCan, useNames, usePeople } from "@/api";
import { daysBetween, today } from "@/format";
import { usePick, useText } from "@/text";
import { useActions } from "@/ui/actions";
import { Badge } from "@/ui/Badge";
import { Page } from "@/ui/Page";
import { ReasonButton } from "@/ui/ReasonButton";
import { type Column, RowTable } from "@/ui/RowTable";
import { Loaded, Nothing } from "@/ui/states";
import { PersonDialog } from "./PersonDialog";
import { PasswordDialog } from "./PasswordDialog";

/** PeoplePage is who works here, in which roles, and whose certificate runs out. */
export function PeoplePage() {
  const t = useText();
  const a = t.account;
  const can = useCan();
  const query = usePeople();
  const [open, setOpen] = useState<Person | "new">();
  const [resetting, setResetting] = useState<Person>();
  const manage = can("managePeople");
  useActions(manage ? [{ id: "people.add", label: a.add, keys: ["n"], run: () => setOpen("new") }] : []);
  return (
    <Page title={a.title} actions={<ReasonButton type="primary" icon={<PlusOutlined />} reason={manage ? undefined : t.common.state.notAllowed} onClick={() => setOpen("new")}>{a.add}</ReasonButton>}>
      <Loaded query={query}>
        {(people) => (people.length === 0 ? <Nothing title={a.empty} hint={a.emptyHint} /> : <Table people={people} onOpen={manage ? setOpen : undefined} onReset={manage ? setResetting : undefined} />)}
      </Loaded>
      {open && <PersonDialog person={open === "new" ? undefined : open} onClose={() => setOpen(undefined)} />}
      {resetting && <PasswordDialog person={resetting} onClose={() => setResetting(undefined)} />}
    </Page>
  );
}

function Table({ people, onOpen, onReset }: { people: Person[]; onOpen?: (p: Person) => void; onReset?: (p: Person) => void }) {
  const t = useText();
  const a = t.account;
  const pick = usePick();
  const names = useNames();
  const columns: Column<Person>[] = [
    { key: "name", title: a.name, width: 110, render: (p) => <span className={p.active ? "strong" : "faint"}>{p.name}</span> },
    { key: "user", title: a.username, width: 130, render: (p) => <span className="mono soft">{p.username}</span> },
    { key: "dep", title: a.department, width: 150, render: (p) => p.department },
    { key: "roles", title: a.roles, render: (p) => <span className="row row-wrap">{p.roles.map((r) => <Badge key={r} tone="quiet">{pick(names.role(r))}</Badge>)}{!p.active && <Badge tone="amber">{a.inactive}</Badge>}</span> },
    { key: "cert", title: a.cert, width: 240, render: (p) => <Certificate person={p} /> },
    { key: "law", title: a.lawShort, width: 108, render: (p) => (p.law_qualified ? t.common.yes : <span className="faint">—</span>) },
    { key: "reset", title: "", width: 156, end: true, render: (p) => (onReset ? <Button size="small" onClick={(e) => { e.stopPropagation(); onReset(p); }}>{a.resetPassword}</Button> : null) },
  ];
  return <RowTable label={a.title} columns={columns} rows={people} rowKey={(p) => p.id} onOpen={onOpen} keyboard minWidth={1100} />;
}

function Certificate({ person }: { person: Person }) {
  const a = useText().account;
  if (person.cert_no === "") {
    return <span className="faint">{a.noCert}</span>;
  }
  const left = person.cert_to === "" ? Infinity : daysBetween(today(), person.cert_to);
  return (
    <span className="row">
      <span className="mono">{person.cert_no}</span>
      {left < 0 ? <Badge tone="red" title={person.cert_to}>{a.certExpired}</Badge> : left <= 60 ? <Badge tone="amber" title={person.cert_to}>{a.certSoon(left)}</Badge> : null}
    </span>
  );
}
