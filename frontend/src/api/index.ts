// The one door to the server: swap contract.ts and paths.ts for the generated schema here.
export type * from "./contract";
export { api, call } from "./client";
export { setOffline, useOffline } from "./connection";
export { Problem } from "./problem";
export { putFile } from "./upload";
export * from "./abilities";
export * from "./outlet";
export * from "./queries";
