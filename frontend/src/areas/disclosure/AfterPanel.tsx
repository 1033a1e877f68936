import { Button, Dropdown } from "antd";
import { useState } from "react";
import { type Disclosure, type PublicPlace, useCan } from "@/api";
import { minute, shortHash, today } from "@/format";
import { usePick, useText } from "@/text";
import { Badge, Due } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { Nothing } from "@/ui/states";
import { FieldsDialog } from "./FieldsDialog";
import { type AfterStep, useAfterStep, useFullRow } from "./queries";

/** isAfter tells whether something has been public of a disclosure. */
export const isAfter = (data: Disclosure): boolean => data.after.record !== "" || data.after.places.length > 0;

type Ask = { what: "upload" | "recall" | "answer"; place: PublicPlace } | { what: "request" } | { what: "decide"; n: number };

/** AfterPanel is what has become of a decision since it was published: each destination, the requests, what stood there before. */
export function AfterPanel({ data }: { data: Disclosure }) {
  const t = useText();
  const a = t.disclosure.after;
  const can = useCan();
  const notify = useNotify();
  const step = useAfterStep(data.id);
  const [ask, setAsk] = useState<Ask>();
  const run = (next: AfterStep) => step.mutate(next, { onSuccess: () => { notify.done(a.noted); setAsk(undefined); } });
  return (
    <div className="mask-problems stack stack-loose">
      <Term data={data} />
      <section className="stack">
        <strong>{a.places}</strong>
        {data.after.places.length === 0 && <Nothing title={a.noPlaces} small />}
        {data.after.places.map((p) => <PlaceCard key={p.destination} data={data} place={p} onAsk={can("publish") ? setAsk : undefined} />)}
      </section>
      <section className="stack">
        <div className="row"><strong className="grow">{a.requests}</strong>{can("publish") && data.state === "published" && <Button size="small" onClick={() => setAsk({ what: "request" })}>{a.enterRequest}</Button>}</div>
        {data.after.requests.length === 0 && <span className="small soft">{a.noRequests}</span>}
        {data.after.requests.map((r) => (
          <div key={r.n} className="after-card stack">
            <div>{r.asker}{t.common.sep}{r.what}</div>
            <div className="small soft">{a.gotOn} {r.got_on} · {a.dueOn} {r.due_on}</div>
            {r.decided_on !== "" ? <div className="small"><Badge tone={r.granted ? "accent" : "plain"}>{r.granted ? a.granted : a.refused}</Badge> {r.decided_on} {r.reason}</div>
              : can("approveDisclosure") && <div><Button size="small" onClick={() => setAsk({ what: "decide", n: r.n })}>{a.decide}</Button></div>}
          </div>
        ))}
      </section>
      {data.after.versions.length > 0 && (
        <section className="stack">
          <strong>{a.versions}</strong>
          {data.after.versions.map((v) => <div key={v.n} className="after-card small">{minute(v.shown_at)} – {minute(v.replaced_at)} <code title={v.sha256}>{shortHash(v.sha256)}</code><div className="soft">{v.correction}</div></div>)}
        </section>
      )}
      {ask && <AskDialog ask={ask} busy={step.isPending} onClose={() => setAsk(undefined)} onOk={run} />}
    </div>
  );
}

/** Term says until when it is public, and by when it must be gone. */
function Term({ data }: { data: Disclosure }) {
  const a = useText().disclosure.after;
  const lines: [string, string | undefined, string?][] = [[a.until, data.until], [a.withdrawBy, data.withdraw_by, "tone-amber"], [data.after.ended === "" ? "" : a.ends[data.after.ended], data.after.ended_on], [a.correcting, data.correcting ? data.after.correction : ""]];
  return <div className="stack">{lines.filter(([, value]) => value).map(([label, value, tone]) => <div key={label} className="row"><span className="soft small">{label}</span><span className={tone ?? "num"}>{value}</span></div>)}</div>;
}

function PlaceCard({ data, place, onAsk }: { data: Disclosure; place: PublicPlace; onAsk?: (ask: Ask) => void }) {
  const a = useText().disclosure.after;
  const pick = usePick();
  const row = useFullRow(data.id);
  const gone = data.after.ended !== "";
  const choices: { key: string; label: string; form?: string; csv?: boolean }[] = [{ key: "row", label: a.wholeRow },
    ...data.after.forms.filter((f) => f.destinations.includes(place.destination)).flatMap((f) => [{ key: f.id, label: `${pick(f.label)} · xlsx`, form: f.id }, { key: `${f.id}-csv`, label: `${pick(f.label)} · csv`, form: f.id, csv: true }])];
  const [tone, word] = place.recalled_at !== "" ? ["plain", a.recalled] as const : place.uploaded_at === "" ? ["amber", a.notUploaded] as const : gone ? ["red", a.toRecall] as const : ["quiet", a.uploaded] as const;
  return (
    <div className="after-card stack">
      <div className="row"><span className="grow">{pick(place.label)}</span>{place.uploaded_at === "" && !gone && place.due_on !== "" && <Due on={place.due_on} days={Math.round((Date.parse(place.due_on) - Date.parse(today())) / 86_400_000)} />}<Badge tone={tone}>{word}</Badge></div>
      {place.uploaded_at !== "" && <div className="small soft after-address">{minute(place.uploaded_at)} · {place.address}{place.note !== "" && <> · {place.note}</>}{place.picture !== "" && <> · {a.pictureKept}</>}</div>}
      {place.answers.map((x, i) => <div key={i} className={x.accepted ? "small soft" : "small tone-amber"}>{x.answered_on} {x.accepted ? a.accepted : a.sentBack} {x.field} {x.reason}</div>)}
      {place.recalled_at !== "" && <div className="small soft after-address">{a.recalled} {minute(place.recalled_at)} · {place.recall_note}{place.recall_picture !== "" && <> · {a.pictureKept}</>}</div>}
      {onAsk && (
        <div className="row row-wrap">
          {data.state === "published" && <Button size="small" onClick={() => onAsk({ what: "upload", place })}>{a.upload}</Button>}
          {place.uploaded_at !== "" && !gone && <Button size="small" onClick={() => onAsk({ what: "answer", place })}>{a.answer}</Button>}
          {gone && place.uploaded_at !== "" && place.recalled_at === "" && <Button size="small" type="primary" onClick={() => onAsk({ what: "recall", place })}>{a.recall}</Button>}
          {(data.state === "published" || data.state === "approved") && <Dropdown trigger={["click"]} menu={{ items: choices.map((c) => ({ key: c.key, label: c.label })), onClick: ({ key }) => { const c = choices.find((one) => one.key === key); if (c) { row.mutate({ destination: place.destination, form: c.form, csv: c.csv }); } } }}>
            <Button size="small" title={a.fullRowHint} loading={row.isPending}>{a.fullRow}</Button>
          </Dropdown>}
        </div>
      )}
    </div>
  );
}

function AskDialog({ ask, busy, onClose, onOk }: { ask: Ask; busy: boolean; onClose: () => void; onOk: (step: AfterStep) => void }) {
  const a = useText().disclosure.after;
  switch (ask.what) {
    case "upload":
    case "recall":
      return <FieldsDialog title={ask.what === "upload" ? a.upload : a.recall} busy={busy} onClose={onClose} picture={a.picture}
        fields={[{ key: "address", label: a.address, need: ask.what === "upload", begin: ask.place.address }, { key: "note", label: a.note }]}
        onOk={(v, picture) => onOk({ step: ask.what === "upload" ? "uploads" : "recalls", body: { destination: ask.place.destination, address: v.address, note: v.note }, picture })} />;
    case "answer":
      return <FieldsDialog title={a.answer} busy={busy} onClose={onClose} choice={{ yes: a.accepted, no: a.sentBack, needsReason: true }}
        fields={[{ key: "field", label: a.field }, { key: "reason", label: a.reason }]}
        onOk={(v, _picture, yes) => onOk({ step: "answers", body: { destination: ask.place.destination, accepted: yes, field: yes ? "" : v.field, reason: yes ? "" : v.reason } })} />;
    case "request":
      return <FieldsDialog title={a.enterRequest} busy={busy} onClose={onClose}
        fields={[{ key: "asker", label: a.asker, need: true }, { key: "what", label: a.what, need: true }, { key: "got_on", label: a.gotOn, need: true, day: true }]}
        onOk={(v) => onOk({ step: "requests", body: { asker: v.asker ?? "", what: v.what ?? "", got_on: v.got_on ?? "" } })} />;
    case "decide":
      return <FieldsDialog title={a.decide} busy={busy} onClose={onClose} choice={{ yes: a.granted, no: a.refused }} fields={[{ key: "reason", label: a.reason, need: true }]}
        onOk={(v, _picture, yes) => onOk({ step: "request-answers", body: { n: ask.n, granted: yes, reason: v.reason ?? "" } })} />;
  }
}
