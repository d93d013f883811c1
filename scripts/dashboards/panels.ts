import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
  BigValueColorMode,
  BigValueGraphMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import {
  type Panel,
  type Threshold,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type ValueMapping,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder, PromQueryFormat } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder as StatBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as TableBuilder } from "@grafana/grafana-foundation-sdk/table";
import { PanelBuilder as GraphBuilder } from "@grafana/grafana-foundation-sdk/timeseries";

/** What all panels may have. */
export interface PanelLook {
  readonly unit?: string;
  readonly description?: string;
  /** Columns of 24; rows of 30 pixels. */
  readonly span?: number;
  readonly height?: number;
}

/** Where panels ask: the data source that the board's variable names. */
export const DATASOURCE = { type: "prometheus", uid: "${datasource}" };

/** What a number stands for when it is not there: unknown is not 0. */
const UNKNOWN = "unknown";

/** One number now, with its course behind it. `bad`: from which value on it is red. */
export function stat(
  title: string,
  expr: string,
  look: PanelLook & {
    readonly bad?: { readonly from: number } | { readonly below: number };
    readonly mappings?: readonly ValueMapping[];
  } = {},
): Builder<Panel> {
  const { unit = "short", span = 3, height = 4, bad, mappings = [], description } = look;
  const panel = new StatBuilder().title(title).datasource(DATASOURCE).unit(unit)
    .span(span).height(height).noValue(UNKNOWN).mappings([...mappings])
    .colorMode(bad === undefined ? BigValueColorMode.None : BigValueColorMode.Background)
    .graphMode(BigValueGraphMode.None)
    .thresholds(thresholds(bad))
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(["lastNotNull"]))
    .withTarget(query(expr).instant().refId("A"));
  return description === undefined ? panel : panel.description(description);
}

function thresholds(bad: { from: number } | { below: number } | undefined) {
  const green = { value: null, color: "green" } as unknown as Threshold;
  const red = { value: null, color: "red" } as unknown as Threshold;
  const steps = bad === undefined
    ? [green]
    : "from" in bad
    ? [green, { value: bad.from, color: "red" }]
    : [red, { value: bad.below, color: "green" }];
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}

/** Series over time: PromQL by its legend, which may name labels as `{{topic}}`. */
export function graph(
  title: string,
  queries: Readonly<Record<string, string>>,
  look: PanelLook & { readonly stacked?: boolean; readonly max?: number } = {},
): Builder<Panel> {
  const { unit = "short", span = 12, height = 8, stacked, max, description } = look;
  const legend = new VizLegendOptionsBuilder().showLegend(true).calcs(["lastNotNull", "max"])
    .displayMode(LegendDisplayMode.Table).placement(LegendPlacement.Bottom);
  const tooltip = new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi)
    .sort(SortOrder.Descending);
  const panel = new GraphBuilder().title(title).datasource(DATASOURCE).unit(unit)
    .span(span).height(height).min(0).legend(legend).tooltip(tooltip)
    .fillOpacity(stacked ? 30 : 5).noValue(UNKNOWN)
    .targets(
      Object.entries(queries).map(([name, expr], index) =>
        query(expr).range().legendFormat(name).refId(letter(index))
      ),
    );
  if (stacked) panel.stacking(new StackingConfigBuilder().mode(StackingMode.Normal));
  if (max !== undefined) panel.max(max);
  return description === undefined ? panel : panel.description(description);
}

/** A column of a table: its head, what gives it, and its unit. */
export interface Column {
  readonly head: string;
  readonly expr: string;
  readonly unit?: string;
}

/** Rows by labels that the columns' queries share. Labels become columns of their own. */
export function table(
  title: string,
  labels: Readonly<Record<string, string>>,
  columns: readonly Column[],
  look: PanelLook = {},
): Builder<Panel> {
  const { span = 24, height = 10, description } = look;
  const heads = Object.fromEntries(
    columns.map(({ head }, index) => [
      columns.length === 1 ? "Value" : `Value #${letter(index)}`,
      head,
    ]),
  );
  const panel = new TableBuilder().title(title).datasource(DATASOURCE).span(span).height(height)
    .filterable(true).noValue(UNKNOWN)
    .targets(
      columns.map(({ expr }, index) =>
        query(expr).instant().format(PromQueryFormat.Table).refId(letter(index))
      ),
    )
    .withTransformation({ id: "merge", options: {} })
    .withTransformation({
      id: "organize",
      options: { excludeByName: { Time: true }, renameByName: { ...labels, ...heads } },
    });
  for (const { head, unit } of columns) {
    if (unit !== undefined) panel.overrideByName(head, [{ id: "unit", value: unit }]);
  }
  return description === undefined ? panel : panel.description(description);
}

function query(expr: string): DataqueryBuilder {
  return new DataqueryBuilder().datasource(DATASOURCE).expr(expr.trim().replaceAll(/\s+/g, " "));
}

function letter(index: number): string {
  return String.fromCharCode("A".charCodeAt(0) + index);
}
