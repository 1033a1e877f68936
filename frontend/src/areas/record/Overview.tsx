import { useQuery } from "@tanstack/react-query";
import { Button, Progress } from "antd";
import { api, call, keys, type RecordingPage } from "@/api";
import { percent } from "@/format";
import { usePick, useText } from "@/text";
import { Panel } from "@/ui/Page";
import { palette } from "@/ui/theme";
import type { PlayerHandle } from "./Player";
import { useGlance } from "./queries";
import { clock, useCode } from "./words";

const width = 1200;
const tall = 64;

/** Overview is a recording seen at once: its loudness and its pictures over the whole length, with chapters and marks on them. */
export function Overview({ data, player }: { data: RecordingPage; player: PlayerHandle }) {
  const p = useText().record.play;
  const pick = usePick();
  const make = useGlance(data.id);
  const { glance } = data;
  const jobs = useQuery({ queryKey: keys.jobs, queryFn: () => call(api.GET("/api/jobs")), enabled: glance.state === "making" });
  const job = jobs.data?.jobs.find((j) => j.kind === "overview" && j.state === "running");
  const extra = glance.state === "none" && data.may_work && <Button size="small" loading={make.isPending} onClick={() => make.mutate(undefined)}>{p.make}</Button>;
  return (
    <Panel title={p.overview} extra={extra}>
      <div className="stack">
        <Strip data={data} player={player} />
        {glance.state === "making" && <Progress size="small" percent={job ? percent(job.done, job.total) : 0} />}
        {glance.state === "making" && <span className="soft small">{p.making}</span>}
        {glance.state === "none" && <span className="soft small">{p.noOverview}</span>}
        {glance.state === "unavailable" && <div className="problem problem-quiet">{pick(glance.reason)}</div>}
        {glance.frames.length > 0 && (
          <div className="contact-sheet">
            {glance.frames.map((at) => (
              <button key={at} type="button" className="plain-button contact-frame" title={p.seek} onClick={() => player.seek(at)}>
                <img src={`/api/recordings/${data.id}/frames/${at}`} alt={clock(at)} loading="lazy" /><span className="num small">{clock(at)}</span>
              </button>
            ))}
          </div>
        )}
      </div>
    </Panel>
  );
}

/** Strip is the length of a recording: the waveform, the chapters, the marks and where it plays; a click goes there. */
function Strip({ data, player }: { data: RecordingPage; player: PlayerHandle }) {
  const p = useText().record.play;
  const chapter = useCode("recording_chapter");
  const length = Math.max(data.duration_ms, 1);
  const x = (ms: number) => (ms / length) * width;
  const { loudness } = data.glance;
  const bar = loudness.length > 0 ? width / loudness.length : 0;
  return (
    <svg
      className="plot strip" viewBox={`0 0 ${width} ${tall + 34}`} width="100%" role="img" aria-label={p.overview}
      onClick={(e) => { const box = e.currentTarget.getBoundingClientRect(); player.seek(((e.clientX - box.left) / box.width) * length); }}
    >
      <rect x={0} y={16} width={width} height={tall} fill={palette.sunken} />
      {loudness.map((v, i) => <rect key={i} x={i * bar} y={16 + tall / 2 - (v / 255) * (tall / 2)} width={Math.max(bar - 0.1, 0.5)} height={Math.max((v / 255) * tall, 0.6)} fill={palette["accent-line"]} />)}
      {data.marks.filter((m) => m.to_ms > m.from_ms).map((m) => <rect key={`s${m.id}`} x={x(m.from_ms)} y={16} width={Math.max(x(m.to_ms) - x(m.from_ms), 1)} height={tall} fill={palette.mark} opacity={0.5}><title>{m.note}</title></rect>)}
      {data.marks.map((m, i) => (
        <g key={m.id}>
          <line x1={x(m.from_ms)} x2={x(m.from_ms)} y1={12} y2={16 + tall} stroke={m.chapter ? palette.accent : palette.amber} strokeWidth={1.5} />
          <text x={Math.min(x(m.from_ms) + 3, width - 90)} y={i % 2 === 0 ? 11 : tall + 30}>{(m.chapter ? chapter(m.chapter) : m.note).slice(0, 14)}</text>
        </g>
      ))}
      <line x1={x(player.now)} x2={x(player.now)} y1={14} y2={18 + tall} stroke={palette.red} strokeWidth={2} />
    </svg>
  );
}
