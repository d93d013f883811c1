import alertmanagerAlertmanagerYml from "../../config/alertmanager/alertmanager.yml" with {
  type: "text",
};
import alertmanagerSecretsREADMEMd from "../../config/alertmanager/secrets/README.md" with {
  type: "text",
};
import alertmanagerTemplatesKafkaTmpl from "../../config/alertmanager/templates/kafka.tmpl" with {
  type: "text",
};
import grafanaDashboardsKafkaBrokersJson from "../../config/grafana/dashboards/kafka-brokers.json" with {
  type: "text",
};
import grafanaDashboardsKafkaConsumerLagJson from "../../config/grafana/dashboards/kafka-consumer-lag.json" with {
  type: "text",
};
import grafanaDashboardsKafkaOverviewJson from "../../config/grafana/dashboards/kafka-overview.json" with {
  type: "text",
};
import grafanaDashboardsKafkaSentinelJson from "../../config/grafana/dashboards/kafka-sentinel.json" with {
  type: "text",
};
import grafanaDashboardsKafkaTopicsJson from "../../config/grafana/dashboards/kafka-topics.json" with {
  type: "text",
};
import grafanaProvisioningDashboardsDashboardsYaml from "../../config/grafana/provisioning/dashboards/dashboards.yaml" with {
  type: "text",
};
import grafanaProvisioningDatasourcesDatasourcesYaml from "../../config/grafana/provisioning/datasources/datasources.yaml" with {
  type: "text",
};
import kafkaExporterREADMEMd from "../../config/kafka-exporter/README.md" with { type: "text" };
import kafkaExporterKafkaJmxControllerYml from "../../config/kafka-exporter/kafka-jmx-controller.yml" with {
  type: "text",
};
import kafkaExporterKafkaJmxExporterYml from "../../config/kafka-exporter/kafka-jmx-exporter.yml" with {
  type: "text",
};
import kafkaExporterZookeeperJmxExporterYml from "../../config/kafka-exporter/zookeeper-jmx-exporter.yml" with {
  type: "text",
};
import kafkaSentinelSchemaJson from "../../config/kafka-sentinel.schema.json" with { type: "text" };
import kafkaSentinelYaml from "../../config/kafka-sentinel.yaml" with { type: "text" };
import kubernetesConfigmapYaml from "../../config/kubernetes/configmap.yaml" with { type: "text" };
import kubernetesDeploymentYaml from "../../config/kubernetes/deployment.yaml" with {
  type: "text",
};
import kubernetesKustomizationYaml from "../../config/kubernetes/kustomization.yaml" with {
  type: "text",
};
import kubernetesPrometheusRuleYaml from "../../config/kubernetes/prometheus-rule.yaml" with {
  type: "text",
};
import kubernetesServiceYaml from "../../config/kubernetes/service.yaml" with { type: "text" };
import kubernetesServiceaccountYaml from "../../config/kubernetes/serviceaccount.yaml" with {
  type: "text",
};
import kubernetesServicemonitorYaml from "../../config/kubernetes/servicemonitor.yaml" with {
  type: "text",
};
import prometheusKafkaAlertsYml from "../../config/prometheus/kafka_alerts.yml" with {
  type: "text",
};
import prometheusKafkaRecordingYml from "../../config/prometheus/kafka_recording.yml" with {
  type: "text",
};
import prometheusKafkaThresholdsYml from "../../config/prometheus/kafka_thresholds.yml" with {
  type: "text",
};
import prometheusPrometheusYml from "../../config/prometheus/prometheus.yml" with { type: "text" };
import prometheusTargetsAlertmanagerYml from "../../config/prometheus/targets/alertmanager.yml" with {
  type: "text",
};
import prometheusTargetsKafkaJmxYml from "../../config/prometheus/targets/kafka-jmx.yml" with {
  type: "text",
};
import prometheusTargetsKafkaSentinelLagYml from "../../config/prometheus/targets/kafka-sentinel-lag.yml" with {
  type: "text",
};
import prometheusTargetsKafkaSentinelYml from "../../config/prometheus/targets/kafka-sentinel.yml" with {
  type: "text",
};
import schemasAlertEventV1SchemaJson from "../../config/schemas/alert-event.v1.schema.json" with {
  type: "text",
};
import systemdKafkaSentinelService from "../../config/systemd/kafka-sentinel.service" with {
  type: "text",
};

/** Files that `export-config` writes, by their paths in its folder. */
export const EXPORTED_CONFIG: Readonly<Record<string, string>> = {
  "alertmanager/alertmanager.yml": alertmanagerAlertmanagerYml,
  "alertmanager/secrets/README.md": alertmanagerSecretsREADMEMd,
  "alertmanager/templates/kafka.tmpl": alertmanagerTemplatesKafkaTmpl,
  "grafana/dashboards/kafka-brokers.json": grafanaDashboardsKafkaBrokersJson,
  "grafana/dashboards/kafka-consumer-lag.json": grafanaDashboardsKafkaConsumerLagJson,
  "grafana/dashboards/kafka-overview.json": grafanaDashboardsKafkaOverviewJson,
  "grafana/dashboards/kafka-sentinel.json": grafanaDashboardsKafkaSentinelJson,
  "grafana/dashboards/kafka-topics.json": grafanaDashboardsKafkaTopicsJson,
  "grafana/provisioning/dashboards/dashboards.yaml": grafanaProvisioningDashboardsDashboardsYaml,
  "grafana/provisioning/datasources/datasources.yaml":
    grafanaProvisioningDatasourcesDatasourcesYaml,
  "kafka-exporter/README.md": kafkaExporterREADMEMd,
  "kafka-exporter/kafka-jmx-controller.yml": kafkaExporterKafkaJmxControllerYml,
  "kafka-exporter/kafka-jmx-exporter.yml": kafkaExporterKafkaJmxExporterYml,
  "kafka-exporter/zookeeper-jmx-exporter.yml": kafkaExporterZookeeperJmxExporterYml,
  "kafka-sentinel.schema.json": kafkaSentinelSchemaJson,
  "kafka-sentinel.yaml": kafkaSentinelYaml,
  "kubernetes/configmap.yaml": kubernetesConfigmapYaml,
  "kubernetes/deployment.yaml": kubernetesDeploymentYaml,
  "kubernetes/kustomization.yaml": kubernetesKustomizationYaml,
  "kubernetes/prometheus-rule.yaml": kubernetesPrometheusRuleYaml,
  "kubernetes/service.yaml": kubernetesServiceYaml,
  "kubernetes/serviceaccount.yaml": kubernetesServiceaccountYaml,
  "kubernetes/servicemonitor.yaml": kubernetesServicemonitorYaml,
  "prometheus/kafka_alerts.yml": prometheusKafkaAlertsYml,
  "prometheus/kafka_recording.yml": prometheusKafkaRecordingYml,
  "prometheus/kafka_thresholds.yml": prometheusKafkaThresholdsYml,
  "prometheus/prometheus.yml": prometheusPrometheusYml,
  "prometheus/targets/alertmanager.yml": prometheusTargetsAlertmanagerYml,
  "prometheus/targets/kafka-jmx.yml": prometheusTargetsKafkaJmxYml,
  "prometheus/targets/kafka-sentinel-lag.yml": prometheusTargetsKafkaSentinelLagYml,
  "prometheus/targets/kafka-sentinel.yml": prometheusTargetsKafkaSentinelYml,
  "schemas/alert-event.v1.schema.json": schemasAlertEventV1SchemaJson,
  "systemd/kafka-sentinel.service": systemdKafkaSentinelService,
};
