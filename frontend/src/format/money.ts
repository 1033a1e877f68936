// Money crosses the wire as whole fen; people read yuan, and 万元 in tables of large fines.

const group = (digits: string) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");

/** yuan writes fen as yuan with two decimals, or none when there are no fen: 1234500 → "12,345". */
export function yuan(fen: number): string {
  const whole = Math.trunc(Math.abs(fen) / 100);
  const rest = Math.abs(fen) % 100;
  return (fen < 0 ? "-" : "") + group(String(whole)) + (rest === 0 ? "" : `.${String(rest).padStart(2, "0")}`);
}

/** wan writes fen in units of ten thousand yuan without loss: 12000000 → "12", 12345678 → "12.345678". */
export function wan(fen: number): string {
  const unit = 1_000_000;
  const whole = Math.trunc(Math.abs(fen) / unit);
  const rest = String(Math.abs(fen) % unit).padStart(6, "0").replace(/0+$/, "");
  return (fen < 0 ? "-" : "") + group(String(whole)) + (rest === "" ? "" : `.${rest}`);
}

/** parseYuan reads what a person types ("12,345.6", "１万", "1.5万") into fen; undefined when it is no amount. */
export function parseYuan(typed: string): number | undefined {
  const plain = typed.normalize("NFKC").replace(/[,\s¥元]/g, "");
  const found = /^(\d+)(?:\.(\d+))?(万)?$/.exec(plain);
  if (!found) {
    return undefined;
  }
  const places = found[3] ? 6 : 2;
  const fraction = found[2] ?? "";
  if (fraction.length > places && /[1-9]/.test(fraction.slice(places))) {
    return undefined;
  }
  return Number(`${found[1]}${fraction.slice(0, places).padEnd(places, "0")}`);
}
