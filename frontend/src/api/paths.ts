// The addresses of the API in the form openapi-fetch reads. Replaced by the generated schema.d.ts later.
import type * as c from "./contract";

interface Json<T> { headers: Record<string, unknown>; content: { "application/json": T } }
interface Answers<T> { 200: Json<T>; default: Json<c.ProblemBody> }
interface Params<P, Q> { path: P; query?: Q; header?: never; cookie?: never }
interface NoPath<Q> { path?: never; query?: Q; header?: never; cookie?: never }

type Read<T, P = undefined, Q = never> = {
  parameters: P extends undefined ? NoPath<Q> : Params<P, Q>;
  requestBody?: never;
  responses: Answers<T>;
};
type Write<T, B = undefined, P = undefined> = {
  parameters: P extends undefined ? NoPath<never> : Params<P, never>;
  responses: Answers<T>;
} & (B extends undefined ? { requestBody?: never } : { requestBody: { content: { "application/json": B } } });

type Id = { id: string };
type Nothing = Record<string, never>;

export interface paths {
  "/api/office": { get: Read<c.Office>; post: Write<c.Office, c.OfficeSetup> };
  "/api/session": { get: Read<c.Session>; post: Write<c.Session, { username: string; password: string }>; delete: Write<Nothing> };
  "/api/session/password": { put: Write<Nothing, { current: string; new: string }> };
  "/api/people": { get: Read<{ people: c.Person[] }>; post: Write<c.Person, c.PersonDraft & { password: string }> };
  "/api/people/{id}": { put: Write<c.Person, c.PersonDraft, Id> };
  "/api/people/{id}/password": { post: Write<Nothing, { new: string }, Id> };
  "/api/rulebook": { get: Read<c.Rulebook> };

  "/api/cases": {
    get: Read<{ total: number; cases: c.CaseRow[] }, undefined, {
      q?: string; state?: string; phase?: string; mine?: boolean; major?: boolean; overdue?: boolean; sort?: string; offset?: number; limit?: number;
    }>;
    post: Write<c.Case, { title: string; kind: string; procedure: string; source: string; handlers: string[] }>;
  };
  "/api/cases/{id}": { get: Read<c.Case, Id> };
  "/api/cases/{id}/fields": { put: Write<c.Case, { fields: Record<string, c.Value> }, Id> };
  "/api/cases/{id}/proposals": { post: Write<c.Case, { accept: string[]; dismiss: string[] }, Id> };
  "/api/cases/{id}/next": { get: Read<c.NextSteps, Id> };
  "/api/cases/{id}/moves": { post: Write<c.Case, { transition: string; note: string }, Id> };
  "/api/cases/{id}/timeline": { get: Read<{ entries: c.Entry[] }, Id> };
  "/api/cases/{id}/proof": { get: Read<c.Proof, Id> };
  "/api/cases/{id}/drafts": { post: Write<c.Paper, { code: string }, Id> };
  "/api/cases/{id}/reviews": { post: Write<c.Review, { note: string }, Id> };
  "/api/cases/{id}/decision": { get: Read<c.DecisionDoor, Id>; post: Write<c.Decision, Nothing, Id> };
  "/api/papers/{id}": { get: Read<c.PaperDetail, Id>; put: Write<c.Paper, c.PaperChange, Id> };
  "/api/papers/{id}/text": { put: Write<c.Paper, { text: string }, Id> };
  "/api/papers/{id}/versions/{sha256}": { get: Read<{ text: string }, { id: string; sha256: string }> };

  "/api/imports": { get: Read<{ imports: c.Import[] }>; post: Write<c.Import, { path?: string; name: string; case?: string }> };
  "/api/imports/{id}": { get: Read<c.ImportDetail, Id> };
  "/api/imports/{id}/start": { post: Write<c.Import, undefined, Id> };
  "/api/imports/{id}/cancel": { post: Write<c.Import, undefined, Id> };
  "/api/imports/{id}/retry": { post: Write<c.Import, undefined, Id> };

  "/api/reviews": { get: Read<{ reviews: c.ReviewRow[] }, undefined, { mine?: boolean; open?: boolean }> };
  "/api/reviews/{id}": { get: Read<c.Review, Id> };
  "/api/reviews/{id}/assignment": { post: Write<c.Review, { reviewer: string }, Id> };
  "/api/reviews/{id}/return": { post: Write<c.Review, { reason: string }, Id> };
  "/api/reviews/{id}/items/{item}": { put: Write<c.ReviewItem, c.ItemMark, { id: string; item: string }> };
  "/api/reviews/{id}/opinion": { post: Write<c.Review, { code: string; text: string }, Id> };
  "/api/reviews/{id}/signature": { post: Write<c.Review, Nothing, Id> };

  "/api/disclosures": { get: Read<{ disclosures: c.DisclosureRow[] }, undefined, { state?: string; overdue?: boolean }> };
  "/api/disclosures/{id}": { get: Read<c.Disclosure, Id> };
  "/api/disclosures/{id}/masks": { put: Write<c.Disclosure, { masks: c.MaskDraft[] }, Id> };
  "/api/disclosures/{id}/submission": { post: Write<c.Disclosure, undefined, Id> };
  "/api/disclosures/{id}/approval": { post: Write<c.Disclosure, undefined, Id> };
  "/api/disclosures/{id}/return": { post: Write<c.Disclosure, { reason: string }, Id> };
  "/api/disclosures/{id}/withholding": { post: Write<c.Disclosure, { ground: string; note: string }, Id> };
  "/api/publications": { post: Write<{ job: c.Job | string }, { out?: string }> };

  "/api/search": { get: Read<c.SearchResult, undefined, { q: string; scope?: string; offset?: number; limit?: number; sort?: string }> };

  "/api/ledger": { get: Read<{ entries: c.Entry[]; head: c.Head }, undefined, { before?: number; subject?: string; limit?: number }> };
  "/api/ledger/{seq}": { get: Read<c.EntryDetail, { seq: number }> };
  "/api/verifications": { get: Read<{ latest?: c.Verification }>; post: Write<c.Job> };
  "/api/reindex": { post: Write<c.Job> };
  "/api/jobs": { get: Read<{ jobs: c.Job[] }> };
  "/api/jobs/{id}": { delete: Write<Nothing, undefined, Id> };
  "/api/workbench": { get: Read<c.Workbench> };
  "/api/settings": { get: Read<c.Settings>; put: Write<c.Settings, c.Settings> };
  "/api/shell": { get: Read<c.Shell> };
  "/api/shell/pick-folder": { post: Write<{ path?: string }> };
}
