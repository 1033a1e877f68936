export * from "./clockdays";
export * from "./code";
export * from "./date";
export * from "./diff";
export type { DiffPart } from "./diff-part";
export * from "./money";
export * from "./number";
export * from "./sentence";
