/** count groups digits by thousands: 100000 → "100,000". */
export function count(n: number): string {
  return String(Math.trunc(n)).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** bytes writes a size with one decimal at most: 1536 → "1.5 KB". */
export function bytes(size: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let value = size;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const text = unit === 0 || value >= 100 ? String(Math.round(value)) : value.toFixed(1).replace(/\.0$/, "");
  return `${text} ${units[unit]}`;
}

/** percent is whole and never says 100 before the end, nor 0 after the start. */
export function percent(done: number, total: number): number {
  if (total <= 0 || done <= 0) {
    return 0;
  }
  return done >= total ? 100 : Math.min(99, Math.max(1, Math.floor((done / total) * 100)));
}

/** duration writes milliseconds the way people say them: "0.04 s", "12 s", "3 min 5 s". */
export function duration(ms: number): string {
  if (ms < 1000) {
    return `${ms} ms`;
  }
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** shortHash shows the two ends of a hash: enough to compare by eye. */
export function shortHash(hash: string): string {
  return hash.length > 20 ? `${hash.slice(0, 10)}…${hash.slice(-6)}` : hash;
}
