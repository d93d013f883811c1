/** Bytes that are not what the message specification says: a broken, hostile or unknown sender. */
export class DecodeError extends Error {
  override readonly name = "DecodeError";
  /** What was being read and why it cannot be right. */
  readonly what: string;
  /** Where, counted from the first byte that was given to the reader. */
  readonly offset: number;

  /** `subject` names the message and version once they are known. */
  constructor(what: string, offset: number, subject = "the bytes", options?: ErrorOptions) {
    super(`Cannot decode ${subject} at byte ${offset}: ${what}`, options);
    this.what = what;
    this.offset = offset;
  }
}
