import { Button, Input, Modal } from "antd";
import { useRef, useState } from "react";
import { Link } from "react-router";
import { type Collection, nameOf } from "@/api";
import { count, day } from "@/format";
import { useText } from "@/text";
import { useActions } from "@/ui/actions";
import { Page } from "@/ui/Page";
import { Loaded, Nothing, ProblemView } from "@/ui/states";
import { useCollections, useImportCollection, useRemoveCollection } from "./collections";
import "./search.css";

/** CollectionsPage keeps the collections of what other offices have made public. */
export function CollectionsPage() {
  const t = useText();
  const c = t.collections;
  const query = useCollections();
  const [importing, setImporting] = useState(false);
  const [removing, setRemoving] = useState<Collection>();
  const may = query.data?.may_keep === true;
  useActions(may ? [{ id: "collections.import", label: c.import, keys: ["n"], run: () => setImporting(true) }] : []);
  return (
    <Page title={c.title} actions={<><Link className="small" to="/search?scope=collections">{c.search}</Link>{may && <Button type="primary" onClick={() => setImporting(true)}>{c.import} <kbd>n</kbd></Button>}</>}>
      <div className="stack stack-loose">
        <p className="soft">{c.hint}</p>
        <Loaded query={query} lines={5}>
          {({ collections, index }) => (
            <>
              {index.state !== "ready" && <div className="problem problem-quiet" role="status">{t.search.following(index.percent)}<span className="progress-line"><span style={{ width: `${index.percent}%` }} /></span></div>}
              {collections.length === 0 ? <Nothing title={c.none} hint={may ? c.noneHint : c.mayNot} /> : (
                <ul className="hits panel">
                  {collections.map((one) => (
                    <li key={one.id} className="hit">
                      <div className="row"><strong className="grow one-line">{one.name}</strong><span className="num">{c.documents(count(one.documents))}</span>{may && <Button size="small" onClick={() => setRemoving(one)}>{c.remove}</Button>}</div>
                      <div className="soft small">{c.source}{t.common.sep}{one.source}</div>
                      <div className="faint small">{one.file} · {nameOf(one.by)} {day(one.at)}</div>
                    </li>
                  ))}
                </ul>
              )}
            </>
          )}
        </Loaded>
      </div>
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
      {removing && <RemoveDialog collection={removing} onClose={() => setRemoving(undefined)} />}
    </Page>
  );
}

function ImportDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const c = t.collections;
  const [file, setFile] = useState<File>();
  const [name, setName] = useState("");
  const [source, setSource] = useState("");
  const box = useRef<HTMLInputElement>(null);
  const send = useImportCollection();
  const done = send.data;
  const take = (chosen?: File) => {
    if (chosen) {
      setFile(chosen);
      setName((old) => old || chosen.name.replace(/(\.gz|\.[^.]+)+$/i, ""));
    }
  };
  if (done) {
    return (
      <Modal open title={c.import} onCancel={onClose} footer={<Button type="primary" autoFocus onClick={onClose}>{t.common.close}</Button>}>
        <p>{c.imported(count(done.documents))}</p>
        {done.left_out.length > 0 && <details><summary className="tone-amber">{c.leftOut(done.left_out.length)}</summary><ul className="small">{done.left_out.slice(0, 200).map((x) => <li key={x}>{x}</li>)}</ul></details>}
      </Modal>
    );
  }
  return (
    <Modal
      open title={c.import} onCancel={onClose} width={620}
      footer={[<Button key="no" onClick={onClose}>{t.common.cancel}</Button>, <Button key="ok" type="primary" loading={send.isPending} disabled={!file || name.trim() === "" || source.trim() === ""} onClick={() => file && send.mutate({ file, name, source })}>{c.import}</Button>]}
    >
      <div className="stack">
        <p className="soft small">{c.forms}</p>
        <div className="row"><Button autoFocus onClick={() => box.current?.click()}>{c.choose}</Button><span className="one-line">{file?.name ?? c.noFile}</span></div>
        <input ref={box} type="file" hidden aria-label={c.choose} accept=".jsonl,.ndjson,.json,.gz,.xlsx,.xls,.et,.ods,.csv,.zip,.7z,.rar" onChange={(e) => take(e.target.files?.[0])} />
        <Input value={name} maxLength={200} placeholder={c.name} aria-label={c.name} onChange={(e) => setName(e.target.value)} />
        <Input value={source} maxLength={500} placeholder={c.sourceHint} aria-label={c.source} onChange={(e) => setSource(e.target.value)} />
        {send.isPending && <div className="soft small" role="status">{c.reading}</div>}
        {send.isError && <ProblemView problem={send.error} />}
      </div>
    </Modal>
  );
}

function RemoveDialog({ collection, onClose }: { collection: Collection; onClose: () => void }) {
  const t = useText();
  const c = t.collections;
  const [reason, setReason] = useState("");
  const remove = useRemoveCollection();
  return (
    <Modal open title={c.removeTitle(collection.name)} onCancel={onClose} okText={c.remove} cancelText={t.common.cancel} okButtonProps={{ danger: true, disabled: reason.trim() === "", loading: remove.isPending }} onOk={() => remove.mutate({ id: collection.id, reason }, { onSuccess: onClose })}>
      <p className="soft">{c.removeHint}</p>
      <Input autoFocus value={reason} placeholder={c.reason} aria-label={c.reason} onChange={(e) => setReason(e.target.value)} />
    </Modal>
  );
}
