import { type ThemeConfig } from "antd";

/** palette is every colour of the screens: ink on paper, one accent, amber for due soon, red for overdue. */
export const palette = {
  ink: "#1d2a33",
  "ink-soft": "#4a5964",
  "ink-faint": "#59666f",
  paper: "#f7f6f2",
  surface: "#ffffff",
  sunken: "#f1efe9",
  line: "#e2dfd7",
  "line-strong": "#cbc7bc",
  accent: "#0e6468",
  "accent-strong": "#0a4e51",
  "accent-soft": "#e4f0ef",
  "accent-line": "#a9cfcd",
  amber: "#8a5600",
  "amber-soft": "#fcf1da",
  "amber-line": "#e8cf9a",
  red: "#ab2318",
  "red-soft": "#fbe9e6",
  "red-line": "#eab8b1",
  mark: "#ffe99a",
  added: "#dcefe3",
  removed: "#f9dcd8",
} as const;

const fontFamily =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif';

/** applyTokens writes the palette to the page, so that style sheets and components read the same colours. */
export function applyTokens(root: HTMLElement): void {
  for (const [name, value] of Object.entries(palette)) {
    root.style.setProperty(`--${name}`, value);
  }
  root.style.setProperty("--font", fontFamily);
}

/** theme is the same palette as the component library reads it. */
export function theme(reducedMotion: boolean): ThemeConfig {
  return {
    token: {
      colorPrimary: palette.accent,
      colorInfo: palette.accent,
      colorLink: palette.accent,
      colorSuccess: palette.accent,
      colorWarning: palette.amber,
      colorError: palette.red,
      colorText: palette.ink,
      colorTextSecondary: palette["ink-soft"],
      colorTextTertiary: palette["ink-faint"],
      colorTextPlaceholder: palette["ink-faint"],
      colorBgLayout: palette.paper,
      colorBgContainer: palette.surface,
      colorBorder: palette["line-strong"],
      colorBorderSecondary: palette.line,
      borderRadius: 4,
      borderRadiusLG: 6,
      fontSize: 14,
      fontFamily,
      controlHeight: 30,
      controlHeightSM: 24,
      controlHeightLG: 36,
      wireframe: false,
      motion: !reducedMotion,
    },
    components: {
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none", fontWeight: 500 },
      Tabs: { horizontalMargin: "0", titleFontSize: 14 },
      Form: { itemMarginBottom: 16, verticalLabelPadding: "0 0 4px" },
      Segmented: { itemSelectedColor: palette["accent-strong"] },
    },
  };
}
