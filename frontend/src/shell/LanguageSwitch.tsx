import { Button } from "antd";
import { useLanguage } from "@/text";

export function LanguageSwitch() {
  const { language, text, choose } = useLanguage();
  return (
    <Button type="text" size="small" title={text.shell.language} lang={language === "zh" ? "en" : "zh-CN"} onClick={() => choose(language === "zh" ? "en" : "zh")}>
      {text.shell.switchTo}
    </Button>
  );
}
