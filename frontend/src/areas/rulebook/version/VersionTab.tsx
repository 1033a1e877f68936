import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { useLibrary } from "@/api";
import { count, minute, shortHash } from "@/format";
import { useText } from "@/text";
import { Badge } from "@/ui/Badge";
import { Panel } from "@/ui/Page";
import { Loaded } from "@/ui/states";
import { RowDiff } from "../RowDiff";
import { useVersion } from "../queries";
import { useWho } from "../names";
import { Unfit } from "./Unfit";

/** VersionTab is one version: where it comes from, how many cases are under it, and what it changed. */
export function VersionTab() {
  const who = useWho();
  const r = useText().rulebook;
  const v = r.versions;
  const { id = "" } = useParams();
  const library = useLibrary().data;
  const unfit = library?.unfit.find((u) => u.version === id);
  return (
    <Loaded query={useVersion(id)}>
      {(data) => {
        const at = library?.versions.findIndex((x) => x.version === data.version) ?? -1;
        const before = library?.versions[at + 1];
        const rows: [string, ReactNode][] = [
          [v.source, data.source], [v.from, <span key="f" className="num">{data.in_force_from}</span>], [v.cases, v.casesOf(count(data.cases), count(data.open_cases))], [v.by, `${who(data.proposed_by)} / ${who(data.approved_by)}`],
          [v.adopted, <span key="a" className="num">{minute(data.adopted_at)}</span>], ["SHA-256", <span key="h" className="mono" title={data.version}>{shortHash(data.version)}</span>],
          ...(data.amendment ? [[r.tabs.proposals, <Link key="p" to={`/rulebook/proposals/${data.amendment}`}>{v.amendment}</Link>] as [string, ReactNode]] : []),
        ];
        return (
          <div className="stack stack-loose book-narrow">
            <div className="row row-wrap">
              <Link to="/rulebook/versions">← {r.tabs.versions}</Link>
              <h2 className="law-title num">{data.label}</h2>
              {library?.current === data.version && <Badge tone="accent">{r.current}</Badge>}
              <span className="grow" />
              <Link to={`/rulebook/law?version=${data.version}`}>{v.browse}</Link>
              {before && <Link to={`/rulebook/compare?from=${before.version}&to=${data.version}`}>{v.compareWith}</Link>}
              <Button size="small" icon={<DownloadOutlined />} href={`/api/rulebook/versions/${data.version}/export`} download>{v.export}</Button>
            </div>
            {unfit && <Unfit unfit={unfit} />}
            <Panel><dl className="facts">{rows.map(([title, value]) => <div key={title} className="fact"><dt>{title}</dt><dd>{value}</dd></div>)}</dl></Panel>
            <Panel title={before === undefined && data.rows.length === 0 ? v.first : `${v.against} · ${r.diff.total(count(data.rows.length))}`}>{data.rows.length > 0 || before ? <RowDiff rows={data.rows} /> : <span className="soft">{data.source}</span>}</Panel>
          </div>
        );
      }}
    </Loaded>
  );
}
