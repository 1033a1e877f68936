import { type ReactNode, useEffect, useRef, useState } from "react";
import { useText } from "@/text";
import { useActions } from "./actions";

export interface Column<R> {
  key: string;
  title: string;
  /** A CSS width; one column without a width takes the rest. */
  width?: number | string;
  end?: boolean;
  wrap?: boolean;
  render: (row: R) => ReactNode;
}

interface RowTableProps<R> {
  label: string;
  columns: Column<R>[];
  rows: R[];
  rowKey: (row: R) => string;
  onOpen?: (row: R) => void;
  /** Rows that lead nowhere do not look as if they did. */
  canOpen?: (row: R) => boolean;
  /** j, k and the arrows move in this table; one table of a page has them. */
  keyboard?: boolean;
  minWidth?: number;
}

/** RowTable is the dense list of the program: one line a row, moved through with j and k, opened with Enter. */
export function RowTable<R>({ label, columns, rows, rowKey, onOpen, canOpen = () => true, keyboard, minWidth }: RowTableProps<R>) {
  const [chosen, setChosen] = useState<string>();
  const body = useRef<HTMLTableSectionElement>(null);
  const at = rows.findIndex((row) => rowKey(row) === chosen);
  return (
    <div className="table-wrap">
      {keyboard && <RowKeys rows={rows} at={at} onOpen={onOpen && ((row) => canOpen(row) && onOpen(row))} choose={(row) => setChosen(rowKey(row))} />}
      <table className="rows" aria-label={label} style={{ minWidth }}>
        <colgroup>{columns.map((c) => <col key={c.key} style={{ width: c.width }} />)}</colgroup>
        <thead>
          <tr>{columns.map((c) => <th key={c.key} scope="col" className={c.end ? "end" : undefined}>{c.title}</th>)}</tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) => (
            <Row key={rowKey(row)} row={row} columns={columns} chosen={rowKey(row) === chosen} onOpen={canOpen(row) ? onOpen : undefined} choose={() => setChosen(rowKey(row))} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps<R> { row: R; columns: Column<R>[]; chosen: boolean; onOpen?: (row: R) => void; choose: () => void }

function Row<R>({ row, columns, chosen, onOpen, choose }: RowProps<R>) {
  const element = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (chosen) {
      element.current?.scrollIntoView({ block: "nearest" });
    }
  }, [chosen]);
  return (
    <tr
      ref={element}
      className={onOpen ? "openable" : undefined}
      aria-selected={chosen}
      tabIndex={onOpen ? 0 : undefined}
      onFocus={choose}
      onClick={() => onOpen?.(row)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && event.target === event.currentTarget) {
          event.preventDefault();
          onOpen?.(row);
        }
      }}
    >
      {columns.map((c) => (
        <td key={c.key} className={[c.end ? "end num" : "", c.wrap ? "wrap" : ""].join(" ").trim() || undefined}>{c.render(row)}</td>
      ))}
    </tr>
  );
}

interface RowKeysProps<R> { rows: R[]; at: number; onOpen?: (row: R) => void; choose: (row: R) => void }

function RowKeys<R>({ rows, at, onOpen, choose }: RowKeysProps<R>) {
  const t = useText();
  const step = (by: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
    if (row !== undefined) {
      choose(row);
    }
  };
  const current = rows[at];
  useActions([
    { id: "row.next", label: t.casefile.list.keyNext, keys: ["j", "ArrowDown"], run: () => step(1), quiet: true },
    { id: "row.previous", label: t.casefile.list.keyPrev, keys: ["k", "ArrowUp"], run: () => step(-1), quiet: true },
    ...(onOpen
      ? [{ id: "row.open", label: t.common.open, keys: ["Enter", "o"], run: () => current !== undefined && onOpen(current), quiet: true }]
      : []),
  ]);
  return null;
}
