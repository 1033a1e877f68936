import type { Penalties } from "@/api";

export interface Ends { low: number; high: number }

/** ends are the smallest and largest sum that the plot must show: the fines, this case, and the band of the standard. The statutory range is often far wider and is only named. */
export function ends(range: Penalties): Ends {
  const sums = [...range.fines.map((f) => f.fine), ...range.others.map((f) => f.fine), range.mine, range.standard.low, range.standard.high].filter((fen) => fen > 0);
  const low = Math.min(...sums);
  const high = Math.max(...sums);
  return low === high ? { low: Math.floor(low * 0.8), high: Math.ceil(high * 1.2) } : { low, high };
}

/** place is where a sum stands between the ends, 0 to 1. The scale is logarithmic when the largest is more than twenty times the smallest. */
export function place(fen: number, { low, high }: Ends): number {
  const clamped = Math.min(Math.max(fen, low), high);
  if (low > 0 && high > 20 * low) {
    return Math.log(clamped / low) / Math.log(high / low);
  }
  return (clamped - low) / (high - low);
}
