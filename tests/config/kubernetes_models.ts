import { ServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import { PrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule";
import { Deployment } from "kubernetes-models/apps/v1/Deployment";
import { ConfigMap } from "kubernetes-models/v1/ConfigMap";
import { Service } from "kubernetes-models/v1/Service";
import { ServiceAccount } from "kubernetes-models/v1/ServiceAccount";

/** A class that holds an object of a kind against the schema of its API. */
export type Model = new (manifest: never) => { validate(): void };

/** Every kind that is shipped: its class, and where that is, for its type. */
export const KUBERNETES_MODELS: Readonly<Record<string, readonly [Model, module: string]>> = {
  ConfigMap: [ConfigMap, "kubernetes-models/v1/ConfigMap"],
  Deployment: [Deployment, "kubernetes-models/apps/v1/Deployment"],
  PrometheusRule: [
    PrometheusRule,
    "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule",
  ],
  Service: [Service, "kubernetes-models/v1/Service"],
  ServiceAccount: [ServiceAccount, "kubernetes-models/v1/ServiceAccount"],
  ServiceMonitor: [
    ServiceMonitor,
    "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor",
  ],
};
