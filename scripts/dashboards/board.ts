import {
  AnnotationQueryBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { DATASOURCE } from "./panels.ts";

/** All dashboards have it, and link to each other by it. */
const TAG = "kafka-sentinel";

/** A variable of a dashboard that takes its values from a label. */
export type BoardVariable = "topic" | "group" | "broker";

const VALUES: Readonly<Record<BoardVariable, string>> = {
  topic: 'label_values(kafka_topic_partitions{cluster=~"$cluster"}, topic)',
  group: 'label_values(kafka:consumergroup_lag:sum{cluster=~"$cluster"}, group)',
  broker: 'label_values(kafka_server_kafkaserver_brokerstate{cluster=~"$cluster"}, broker)',
};

/** An empty dashboard with the variables that are asked for, beside data source and cluster. */
export function board(
  uid: string,
  title: string,
  description: string,
  variables: readonly BoardVariable[] = [],
): DashboardBuilder {
  const made = new DashboardBuilder(title).uid(uid).description(description).tags(["kafka", TAG])
    .id(null).readonly().timezone("browser").refresh("30s").time({ from: "now-3h", to: "now" })
    .tooltip(DashboardCursorSync.Crosshair)
    .withVariable(
      new DatasourceVariableBuilder("datasource").label("Data source").type("prometheus"),
    )
    .withVariable(fromLabels("cluster", "label_values(kafka_up, cluster)"))
    .link(
      new DashboardLinkBuilder("Kafka").type(DashboardLinkType.Dashboards).tags([TAG])
        .includeVars(true).keepTime(true).asDropdown(false),
    )
    .annotation(
      annotation(
        "Alerts",
        "orange",
        'ALERTS{alertstate="firing",cluster=~"$cluster",alertname=~"Kafka.+"}',
        "{{alertname}} {{topic}} {{group}} {{broker}}",
      ),
    )
    .annotation(
      annotation(
        "Partition counts",
        "purple",
        'changes(kafka_topic_partitions{cluster=~"$cluster"}[1m]) > 0',
        "Partitions of {{topic}} changed",
      ),
    );
  for (const name of variables) {
    made.withVariable(
      fromLabels(name, VALUES[name]).multi(true).includeAll(true).allValue(".*"),
    );
  }
  return made;
}

function fromLabels(name: string, values: string): QueryVariableBuilder {
  return new QueryVariableBuilder(name).label(name[0]!.toUpperCase() + name.slice(1))
    .datasource(DATASOURCE).query(values).refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc);
}

function annotation(name: string, color: string, expr: string, title: string) {
  return new AnnotationQueryBuilder().name(name).datasource(DATASOURCE).enable(true)
    .iconColor(color).expr(expr).titleFormat(title).step("30s");
}
