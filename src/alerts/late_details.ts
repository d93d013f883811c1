import type { AlertDetails } from "../model/alert_event.ts";

/** Of an alert's details what takes time to say. */
export type AlertWords = Pick<AlertDetails, "summary" | "description" | "worst" | "total">;

/**
 * Details that are put into words when somebody asks for them. Thousands of alerts may go on from
 * cycle to cycle that nobody looks at. Until then they hold on to what the words are about.
 */
export abstract class LateDetails implements AlertDetails {
  abstract readonly value: number;
  abstract readonly threshold: number;
  #words: AlertWords | undefined;

  protected abstract putIntoWords(): AlertWords;

  get summary(): string {
    return this.#said().summary;
  }

  get description(): string {
    return this.#said().description;
  }

  get worst(): AlertDetails["worst"] {
    return this.#said().worst;
  }

  get total(): number {
    return this.#said().total;
  }

  #said(): AlertWords {
    return this.#words ??= this.putIntoWords();
  }
}

/** The same as plain data that holds on to nothing else. */
export function plainDetails(details: AlertDetails): AlertDetails {
  const { summary, description, value, threshold, worst, total } = details;
  return { summary, description, value, threshold, worst, total };
}

/** Details to keep beyond the cycle that they are of. */
export function settledDetails(details: AlertDetails): AlertDetails {
  return details instanceof LateDetails ? plainDetails(details) : details;
}
