import { CameraOutlined, CaretRightOutlined, FlagOutlined, PauseOutlined, TagOutlined } from "@ant-design/icons";
import { Button, Dropdown, Input, Segmented } from "antd";
import { type RefObject, useRef, useState } from "react";
import type { RecordingPage } from "@/api";
import { useText } from "@/text";
import { useActions } from "@/ui/actions";
import { useNotify } from "@/ui/notify";
import { useMark, useStill } from "./queries";
import { clock, useCodes } from "./words";

const speeds = [0.5, 1, 1.5, 2, 4];

export interface PlayerHandle {
  media: RefObject<HTMLVideoElement | null>;
  now: number;
  setNow: (ms: number) => void;
  seek: (ms: number) => void;
}

/** usePlayer is the film or sound that the parts of a page share. Times are milliseconds. */
export function usePlayer(): PlayerHandle {
  const media = useRef<HTMLVideoElement>(null);
  const [now, setNow] = useState(0);
  const seek = (ms: number) => {
    if (media.current) {
      media.current.currentTime = Math.max(0, ms / 1000);
      setNow(Math.max(0, ms));
    }
  };
  return { media, now, setNow, seek };
}

/** pictureOf is what a film shows now, as a JPEG; nothing where the browser shows none. */
function pictureOf(film: HTMLVideoElement): Promise<Blob | undefined> {
  const canvas = document.createElement("canvas");
  canvas.width = film.videoWidth;
  canvas.height = film.videoHeight;
  canvas.getContext("2d")?.drawImage(film, 0, 0);
  return new Promise((resolve) => canvas.toBlob((b) => resolve(b ?? undefined), "image/jpeg", 0.95));
}

interface PlayerProps { data: RecordingPage; player: PlayerHandle }

/** Player plays a recording from any place, at half to four times its speed, and marks what is seen. */
export function Player({ data, player }: PlayerProps) {
  const p = useText().record.play;
  const source = `/api/recordings/${data.id}/original`;
  const [broken, setBroken] = useState(false);
  if (data.sort === "photo") {
    return <img className="recording-picture" src={source} alt={data.name} />;
  }
  return (
    <div className="stack">
      {broken && <div className="problem problem-quiet">{p.broken}</div>}
      <video
        ref={player.media} className={data.sort === "audio" ? "recording-sound" : "recording-film"} src={source} controls preload="metadata" aria-label={data.name}
        onTimeUpdate={(e) => player.setNow(e.currentTarget.currentTime * 1000)} onError={() => setBroken(true)}
      />
      <Controls data={data} player={player} broken={broken} />
    </div>
  );
}

function Controls({ data, player, broken }: PlayerProps & { broken: boolean }) {
  const t = useText();
  const p = t.record.play;
  const [speed, setSpeed] = useState(1);
  const film = player.media;
  const toggle = () => void (film.current?.paused ? film.current.play().catch(() => undefined) : film.current?.pause());
  const quicken = (by: number) => {
    const next = speeds[Math.max(0, Math.min(speeds.length - 1, speeds.indexOf(speed) + by))] ?? 1;
    setSpeed(next);
    if (film.current) {
      film.current.playbackRate = next;
    }
  };
  useActions([
    { id: "play.toggle", label: p.keys.toggle, keys: [" "], run: toggle },
    { id: "play.back", label: p.keys.back, keys: ["ArrowLeft"], run: () => player.seek(player.now - 5000), quiet: true },
    { id: "play.forward", label: p.keys.forward, keys: ["ArrowRight"], run: () => player.seek(player.now + 5000), quiet: true },
    { id: "play.slower", label: p.keys.slower, keys: ["["], run: () => quicken(-1), quiet: true },
    { id: "play.faster", label: p.keys.faster, keys: ["]"], run: () => quicken(1), quiet: true },
  ]);
  return (
    <div className="row row-wrap">
      <Button size="small" icon={film.current?.paused === false ? <PauseOutlined /> : <CaretRightOutlined />} aria-label={p.keys.toggle} onClick={toggle} />
      <span className="num">{clock(player.now)} / {clock(data.duration_ms)}</span>
      <Segmented size="small" aria-label={p.speed} value={speed} options={speeds.map((s) => ({ value: s, label: `${s}×` }))} onChange={(s) => { setSpeed(s); if (film.current) { film.current.playbackRate = s; } }} />
      <span className="grow" />
      {data.may_work && <Marking data={data} player={player} broken={broken} />}
    </div>
  );
}

function Marking({ data, player, broken }: PlayerProps & { broken: boolean }) {
  const t = useText();
  const p = t.record.play;
  const notify = useNotify();
  const chapters = useCodes("recording_chapter");
  const mark = useMark(data.id);
  const still = useStill(data.id);
  const [choosing, setChoosing] = useState(false);
  const [writing, setWriting] = useState<"mark" | "still">();
  const [from, setFrom] = useState<number>();
  const at = () => Math.round((player.media.current?.currentTime ?? 0) * 1000);
  const wanted = [...chapters].sort((a, b) => Number(data.wants.includes(b.value)) - Number(data.wants.includes(a.value)));
  const write = async (note: string) => {
    setWriting(undefined);
    if (writing === "mark") {
      mark.mutate({ from_ms: from ?? at(), to_ms: at(), note });
      setFrom(undefined);
      return;
    }
    const film = player.media.current;
    const picture = !data.frames && film ? await pictureOf(film) : undefined;
    still.mutate({ at_ms: at(), note, picture }, { onSuccess: () => notify.done(p.stillDone) });
  };
  useActions([
    { id: "play.chapter", label: p.chapter, keys: ["c"], run: () => setChoosing(true) },
    { id: "play.mark", label: p.mark, keys: ["m"], run: () => setWriting("mark") },
    { id: "play.from", label: p.setFrom, keys: ["f"], run: () => setFrom(at()) },
    ...(data.sort === "video" && !broken ? [{ id: "play.still", label: p.still, keys: ["s"], run: () => setWriting("still") }] : []),
  ]);
  return (
    <>
      <Dropdown
        open={choosing} onOpenChange={setChoosing} trigger={["click"]}
        menu={{ style: { maxHeight: 320, overflow: "auto" }, items: wanted.map((c) => ({ key: c.value, label: data.wants.includes(c.value) ? <strong>{c.label}</strong> : c.label, onClick: () => mark.mutate({ chapter: c.value, from_ms: at() }) })) }}
      >
        <Button size="small" icon={<FlagOutlined />}>{p.chapter} <kbd>c</kbd></Button>
      </Dropdown>
      <Button size="small" icon={<TagOutlined />} onClick={() => setWriting("mark")}>{from === undefined ? p.mark : p.span(clock(from), clock(player.now))} <kbd>m</kbd></Button>
      <Button size="small" type="text" onClick={() => setFrom(at())}>{p.setFrom} <kbd>f</kbd></Button>
      {data.sort === "video" && <Button size="small" icon={<CameraOutlined />} loading={still.isPending} disabled={broken} onClick={() => setWriting("still")}>{p.still} <kbd>s</kbd></Button>}
      {writing && (
        <Input
          key={writing} autoFocus className="mark-note" placeholder={writing === "mark" ? p.markNote : p.stillNote} aria-label={writing === "mark" ? p.markNote : p.stillNote}
          onPressEnter={(e) => void write(e.currentTarget.value)} onKeyDown={(e) => e.key === "Escape" && setWriting(undefined)} onBlur={() => setWriting(undefined)}
        />
      )}
    </>
  );
}
