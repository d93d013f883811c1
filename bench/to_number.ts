import { InvalidArgumentError } from "commander";

/** A number that is not negative, as an option has it. */
export function toNumber(text: string): number {
  const value = Number(text);
  if (!(value >= 0)) throw new InvalidArgumentError("Give a number that is not negative.");
  return value;
}
