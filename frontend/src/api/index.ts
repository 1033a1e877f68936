// The one door to the server. Its shapes come from schema.d.ts, which is generated from the server.
export type * from "./contract";
export { api, call } from "./client";
export { setOffline, useOffline } from "./connection";
export { Problem } from "./problem";
export { download, postLaw, putCollection, putFile, putListPicture, putPicture, putRegister, putAnswerFile } from "./upload";
export * from "./abilities";
export * from "./outlet";
export * from "./queries";
export * from "./searches";
