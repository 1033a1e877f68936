/** DiffPart is one stretch of a comparison. */
export interface DiffPart { op: "same" | "added" | "removed"; text: string }
