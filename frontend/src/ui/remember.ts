// What a person has set up on a screen, kept in a cookie: the next run of the program may be at another port, which has a storage of its own.
import { useCallback, useState } from "react";

function read<T>(name: string, initial: T): T {
  const kept = new RegExp(`(?:^|; )zhiheng_${name}=([^;]*)`).exec(document.cookie)?.[1];
  if (kept === undefined) {
    return initial;
  }
  try {
    const value = JSON.parse(decodeURIComponent(kept)) as T;
    return typeof value === typeof initial ? value : initial;
  } catch {
    return initial;
  }
}

/** useRemembered is a small piece of state that outlives the window. */
export function useRemembered<T extends string | number | boolean>(name: string, initial: T): [T, (value: T) => void] {
  const [value, setValue] = useState(() => read(name, initial));
  const keep = useCallback(
    (next: T) => {
      setValue(next);
      document.cookie = `zhiheng_${name}=${encodeURIComponent(JSON.stringify(next))}; path=/; max-age=31536000; samesite=strict`;
    },
    [name],
  );
  return [value, keep];
}
