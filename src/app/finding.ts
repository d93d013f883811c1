/** What one look at a cluster found. */
export interface Finding {
  /** `note` is nothing wrong, but worth knowing. */
  readonly result: "ok" | "note" | "problem";
  /** What was looked at. */
  readonly subject: string;
  readonly detail: string;
  /** What to do about it. */
  readonly cure?: string | undefined;
}

export function ok(subject: string, detail: string): Finding {
  return { result: "ok", subject, detail };
}

export function note(subject: string, detail: string, cure?: string): Finding {
  return { result: "note", subject, detail, cure };
}

export function problem(subject: string, detail: string, cure?: string): Finding {
  return { result: "problem", subject, detail, cure };
}
