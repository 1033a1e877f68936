import { QueryClientProvider } from "@tanstack/react-query";
import { App, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { useMemo, useState, useSyncExternalStore } from "react";
import { RouterProvider } from "react-router";
import { LanguageProvider, useLanguage } from "@/text";
import { ActionsProvider } from "@/ui/actions";
import { theme } from "@/ui/theme";
import { createQueryClient } from "./client";
import { Gate } from "./Gate";
import { createRoutes } from "./routes";

const stillness = "(prefers-reduced-motion: reduce)";

function useReducedMotion(): boolean {
  return useSyncExternalStore(
    (tell) => {
      const query = matchMedia(stillness);
      query.addEventListener("change", tell);
      return () => query.removeEventListener("change", tell);
    },
    () => matchMedia(stillness).matches,
  );
}

/** Root joins language, theme, data, keys and addresses. */
export function Root() {
  const [client] = useState(createQueryClient);
  return (
    <LanguageProvider>
      <QueryClientProvider client={client}>
        <Themed />
      </QueryClientProvider>
    </LanguageProvider>
  );
}

function Themed() {
  const { language } = useLanguage();
  const still = useReducedMotion();
  const look = useMemo(() => theme(still), [still]);
  const [router] = useState(createRoutes);
  return (
    <ConfigProvider theme={look} locale={language === "zh" ? zhCN : enUS} button={{ autoInsertSpace: false }}>
      <App className="app" message={{ maxCount: 3 }}>
        <ActionsProvider>
          <Gate>
            <RouterProvider router={router} />
          </Gate>
        </ActionsProvider>
      </App>
    </ConfigProvider>
  );
}
