import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { fullWidth } from "@/format";
import { en } from "./en";
import type { Shape } from "./shape";
import { zh } from "./zh";

export type Language = "zh" | "en";
export type Dictionary = Shape<typeof zh>;

interface Chosen { language: Language; text: Dictionary; choose: (language: Language) => void }

const storageKey = "zhiheng.language";
const dictionaries: Record<Language, Dictionary> = { zh, en };
const LanguageContext = createContext<Chosen>({ language: "zh", text: zh, choose: () => undefined });

/** remembered is the language chosen last: from a cookie, since the next run of the program may be at another port, which has a storage of its own. */
function remembered(): Language {
  const kept = /(?:^|; )zhiheng_language=(zh|en)/.exec(document.cookie)?.[1];
  if (kept !== undefined) {
    return kept === "en" ? "en" : "zh";
  }
  try {
    return localStorage.getItem(storageKey) === "en" ? "en" : "zh";
  } catch {
    return "zh";
  }
}

/** LanguageProvider holds the language of this window; Chinese until a person chooses. */
export function LanguageProvider({ children, initial }: { children: ReactNode; initial?: Language }) {
  const [language, setLanguage] = useState<Language>(initial ?? remembered);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  const choose = useCallback((next: Language) => {
    setLanguage(next);
    document.cookie = `zhiheng_language=${next}; path=/; max-age=31536000; samesite=strict`;
    try {
      localStorage.setItem(storageKey, next);
    } catch {
      // A window without storage forgets the choice; nothing else depends on it.
    }
  }, []);
  const chosen = useMemo(() => ({ language, text: dictionaries[language], choose }), [language, choose]);
  return <LanguageContext value={chosen}>{children}</LanguageContext>;
}

export function useLanguage(): Chosen {
  return useContext(LanguageContext);
}

/** useText is the dictionary of the chosen language. */
export function useText(): Dictionary {
  return useContext(LanguageContext).text;
}

/** usePick reads a bilingual sentence that came from the server. */
export function usePick(): (text: { zh: string; en: string } | string | undefined) => string {
  const { language } = useContext(LanguageContext);
  return useCallback(
    (text) => (text === undefined ? "" : typeof text === "string" ? text : language === "zh" ? fullWidth(text.zh) : text.en || text.zh),
    [language],
  );
}
