import type { Child } from "hono/jsx";

/** A number, or a few words, under what it is called. */
export interface NamedFact {
  readonly name: string;
  readonly value: Child;
  readonly title?: string;
  /** Something is wrong with it. */
  readonly bad?: boolean;
}

/** Facts side by side, as many in a row as fit. */
export function FactList({ facts }: { facts: readonly NamedFact[] }) {
  return (
    <dl class="counts">
      {facts.map(({ name, value, title, bad }) => (
        <div class={bad === true ? "bad" : ""} title={title ?? ""}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
