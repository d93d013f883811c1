/** The command line or the settings are wrong; one sentence a problem. */
export class UsageError extends Error {
  override readonly name = "UsageError";

  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}
