/** The part of a schema library's context that `parsed` needs. */
interface IssueSink {
  addIssue(message: string): void;
}

/** Turns a parser that throws a sentence into a transform that reports the sentence as an issue. */
export function parsed<I, O>(parse: (input: I) => O): (input: I, context: IssueSink) => O {
  return (input, context) => {
    try {
      return parse(input);
    } catch (error) {
      context.addIssue(error instanceof Error ? error.message : String(error));
      return undefined as never;
    }
  };
}
