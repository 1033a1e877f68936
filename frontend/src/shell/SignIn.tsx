import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { api, call, keys, type Office } from "@/api";
import { useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { ProblemView } from "@/ui/states";
import { LanguageSwitch } from "./LanguageSwitch";
import { Mark } from "./SignMark";

interface Credentials { username: string; password: string }

/** SignIn is the door of the office; a sample office offers its people as a list. */
export function SignIn({ office, previous }: { office: Office; previous?: string }) {
  const t = useText();
  const client = useQueryClient();
  const [form] = Form.useForm<Credentials>();
  const people = office.sample ? (office.sample_people ?? []) : [];
  const [typing, setTyping] = useState(people.length === 0);
  const signIn = useMutation({
    mutationFn: (body: Credentials) => call(api.POST("/api/session", { body })),
    onSuccess: (session) => {
      const shared = (q: { queryKey: readonly unknown[] }) => q.queryKey[0] !== "office" && q.queryKey[0] !== "session";
      if (previous === session.person.id) {
        void client.invalidateQueries({ predicate: shared });
      } else {
        client.removeQueries({ predicate: shared });
      }
      client.setQueryData(keys.session, session);
    },
  });
  return (
    <main className="alone">
      <div className={people.length > 0 ? "alone-card alone-wide" : "alone-card"}>
        <div className="sign-head">
          <Mark />
          <div className="grow">
            <h1>{office.name}</h1>
            <p className="soft small">{t.common.product} · {t.shell.signIn.tagline}</p>
          </div>
          <LanguageSwitch />
        </div>
        {people.length > 0 && (
          <section className="stack">
            <div className="row"><Badge tone="amber">{t.shell.signIn.sample}</Badge><span className="soft small">{t.shell.signIn.sampleHint}</span></div>
            <PickList office={office} busy={signIn.isPending} choose={(username) => signIn.mutate({ username, password: office.sample_password ?? "" })} />
          </section>
        )}
        {signIn.isError && <ProblemView problem={signIn.error} />}
        {typing ? (
          <Form form={form} layout="vertical" requiredMark={false} onFinish={(v: Credentials) => signIn.mutate(v)} initialValues={{ password: office.sample ? office.sample_password : "" }}>
            <Form.Item name="username" label={t.shell.signIn.username} rules={[{ required: true, message: t.shell.signIn.needUsername }]}>
              <Input autoFocus autoComplete="username" size="large" />
            </Form.Item>
            <Form.Item name="password" label={t.shell.signIn.password} rules={[{ required: true, message: t.shell.signIn.needPassword }]}>
              <Input.Password autoComplete="current-password" size="large" />
            </Form.Item>
            <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>{t.shell.signIn.submit}</Button>
          </Form>
        ) : (
          <div><Button type="link" style={{ padding: 0 }} onClick={() => setTyping(true)}>{t.shell.signIn.sampleOther}</Button></div>
        )}
        <p className="faint small">{t.shell.signIn.version(office.version)}</p>
      </div>
    </main>
  );
}

function PickList({ office, busy, choose }: { office: Office; busy: boolean; choose: (username: string) => void }) {
  const names = useRoleNames();
  return (
    <ul className="sample-people">
      {(office.sample_people ?? []).map((person, i) => (
        <li key={person.username}>
          <button type="button" autoFocus={i === 0} disabled={busy} onClick={() => choose(person.username)}>
            <strong>{person.name}</strong>
            <span className="soft small">{person.roles.map(names).join(" · ")}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Before anyone is signed in the rulebook is closed: the screens' own words for the roles serve. */
function useRoleNames(): (role: string) => string {
  const t = useText();
  return (role) => t.account.role[role as keyof typeof t.account.role] ?? role;
}
