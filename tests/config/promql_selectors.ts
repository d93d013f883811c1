import { parser } from "@prometheus-io/lezer-promql";

/** One selector of series: a metric, and the labels that its matchers ask for. */
export interface Selector {
  readonly metric: string;
  readonly labels: readonly string[];
}

/** What a PromQL expression selects, in its order. One that Prometheus' grammar refuses is an error. */
export function selectorsOf(expression: string): Selector[] {
  const selectors: { metric: string; labels: string[] }[] = [];
  parser.parse(expression).iterate({
    enter: ({ type, from, to, node }) => {
      if (type.isError) throw new Error(`Not PromQL at ${from}: ${expression}`);
      if (type.name === "VectorSelector") {
        const name = node.getChild("Identifier");
        const metric = name === null ? "" : expression.slice(name.from, name.to);
        selectors.push({ metric, labels: [] });
      }
      if (type.name === "LabelName" && node.parent?.name === "UnquotedLabelMatcher") {
        selectors.at(-1)!.labels.push(expression.slice(from, to));
      }
    },
  });
  return selectors;
}
