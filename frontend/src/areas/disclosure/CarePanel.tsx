import { Button } from "antd";
import { useState } from "react";
import { type Disclosure, nameOf, useCan } from "@/api";
import { today } from "@/format";
import { usePick, useText } from "@/text";
import { Badge, Due } from "@/ui/Badge";
import { useNotify } from "@/ui/notify";
import { FieldsDialog } from "./FieldsDialog";
import { type AfterStep, useAfterStep } from "./queries";

type Ask = { what: "consult" } | { what: "answer"; n: number } | { what: "assess"; kind: "impact" | "withheld" };

/** CarePanel is what a publication means for people: the terms at each destination, the third parties asked, the assessments. */
export function CarePanel({ data }: { data: Disclosure }) {
  const c = useText().disclosure.care;
  const can = useCan();
  const notify = useNotify();
  const step = useAfterStep(data.id);
  const [ask, setAsk] = useState<Ask>();
  const run = (next: AfterStep) => step.mutate(next, { onSuccess: () => { notify.done(c.noted); setAsk(undefined); } });
  const may = can("mask");
  return (
    <div className="mask-problems stack stack-loose">
      <Terms data={data} />
      <section className="stack">
        <div className="row"><strong className="grow">{c.consultations}</strong>{may && <Button size="small" onClick={() => setAsk({ what: "consult" })}>{c.consult}</Button>}</div>
        {data.after.consulted.length === 0 && <span className="small soft">{c.noConsultations}</span>}
        {data.after.consulted.map((x) => (
          <div key={x.n} className="after-card stack">
            <div>{x.whom} · {x.about}</div>
            <div className="small soft">{c.askedOn} {x.asked_on} · {c.dueOn} {x.due_on}</div>
            {x.answered_on === "" ? may && <div><Button size="small" onClick={() => setAsk({ what: "answer", n: x.n })}>{c.answer}</Button></div>
              : <div className="small"><Badge tone={x.agreed ? "quiet" : "amber"}>{x.agreed ? c.agreed : c.objects}</Badge> {x.answered_on} {x.opinion}</div>}
          </div>
        ))}
      </section>
      <section className="stack">
        <div className="row"><strong className="grow">{c.assessments}</strong>{may && <Button size="small" onClick={() => setAsk({ what: "assess", kind: data.state === "withheld" ? "withheld" : "impact" })}>{c.assess}</Button>}</div>
        {data.after.assessed.length === 0 && <span className="small soft">{c.noAssessments}</span>}
        {data.after.assessed.map((x) => (
          <div key={x.n} className="after-card stack">
            <div className="row"><span className="grow">{c.kinds[x.kind]}</span><Badge tone={x.passed ? "quiet" : "amber"}>{x.passed ? c.passed : c.notPassed}</Badge></div>
            <div className="small">{x.purpose}{x.risks !== "" && <> · {c.risks} {x.risks}</>}{x.measures !== "" && <> · {c.measures} {x.measures}</>}</div>
            <div className="small soft">{nameOf(x.by)} {x.on} · {c.keepUntil} {x.keep_until} · {c.nextOn} {x.next_on}</div>
          </div>
        ))}
      </section>
      {ask?.what === "consult" && <FieldsDialog title={c.consult} busy={step.isPending} onClose={() => setAsk(undefined)} fields={[{ key: "whom", label: c.whom, need: true }, { key: "about", label: c.about, need: true }, { key: "on", label: c.askedOn, need: true, day: true, begin: today() }]}
        onOk={(v) => run({ step: "consultations", body: { whom: v.whom ?? "", about: v.about ?? "", on: v.on ?? "" } })} />}
      {ask?.what === "answer" && <FieldsDialog title={c.answer} busy={step.isPending} onClose={() => setAsk(undefined)} choice={{ yes: c.agreed, no: c.objects }} fields={[{ key: "opinion", label: c.opinion }, { key: "on", label: c.answeredOn, need: true, day: true, begin: today() }]}
        onOk={(v, _picture, yes) => run({ step: "consultation-answers", body: { n: ask.n, agreed: yes, opinion: v.opinion ?? "", on: v.on ?? "" } })} />}
      {ask?.what === "assess" && <FieldsDialog title={c.assess} busy={step.isPending} onClose={() => setAsk(undefined)} choice={ask.kind === "impact" ? { yes: c.passed, no: c.notPassed } : { yes: c.staysWithheld, no: c.mayBePublic }}
        fields={[{ key: "purpose", label: ask.kind === "impact" ? c.purpose : c.reassessed, need: true }, ...(ask.kind === "impact" ? [{ key: "risks", label: c.risks, need: true }, { key: "measures", label: c.measures, need: true }] : [])]}
        onOk={(v, _picture, yes) => run({ step: "assessments", body: { kind: ask.kind, purpose: v.purpose ?? "", risks: v.risks ?? "", measures: v.measures ?? "", passed: yes } })} />}
    </div>
  );
}

/** Terms says by when it is due at each destination, how long it stays public there, and from when its repair may be asked for. */
function Terms({ data }: { data: Disclosure }) {
  const c = useText().disclosure.care;
  const pick = usePick();
  const open = data.state !== "published" && data.after.ended === "";
  return (
    <section className="stack">
      <strong>{c.terms}</strong>
      {data.after.dues.length + data.after.terms.length === 0 && <span className="small soft">{c.noTerms}</span>}
      {data.after.dues.map((x) => <div key={x.destination} className="row"><span className="grow">{pick(x.label)}</span><span className="small soft">{x.period}</span><span className="num">{c.before(x.due_on)}</span>{open && <Due on={x.due_on} days={Math.round((Date.parse(x.due_on) - Date.parse(today())) / 86_400_000)} />}</div>)}
      {data.after.terms.map((x) => (
        <div key={x.destination} className="after-card stack">
          <div className="row"><span className="grow">{pick(x.place)} · {pick(x.label)}</span><span className="num">{x.starts_on} – {x.ends_on}</span></div>
          <div className="small soft">{x.repair_from === "" ? c.repairAtOnce : c.repairFrom(x.repair_from)} · {x.rule}{pick(x.note) !== "" && <> · {pick(x.note)}</>}</div>
        </div>
      ))}
    </section>
  );
}
