import runbooksKafkaActiveControllerCountMd from "../../docs/runbooks/KafkaActiveControllerCount.md" with {
  type: "text",
};
import runbooksKafkaAlertDeliveryFailingMd from "../../docs/runbooks/KafkaAlertDeliveryFailing.md" with {
  type: "text",
};
import runbooksKafkaBrokerDownMd from "../../docs/runbooks/KafkaBrokerDown.md" with {
  type: "text",
};
import runbooksKafkaConsumerGroupResetMd from "../../docs/runbooks/KafkaConsumerGroupReset.md" with {
  type: "text",
};
import runbooksKafkaConsumerGroupStalledMd from "../../docs/runbooks/KafkaConsumerGroupStalled.md" with {
  type: "text",
};
import runbooksKafkaConsumerLagMd from "../../docs/runbooks/KafkaConsumerLag.md" with {
  type: "text",
};
import runbooksKafkaControllerMetricsAbsentMd from "../../docs/runbooks/KafkaControllerMetricsAbsent.md" with {
  type: "text",
};
import runbooksKafkaControllerUnstableMd from "../../docs/runbooks/KafkaControllerUnstable.md" with {
  type: "text",
};
import runbooksKafkaFileDescriptorsHighMd from "../../docs/runbooks/KafkaFileDescriptorsHigh.md" with {
  type: "text",
};
import runbooksKafkaGcTimeHighMd from "../../docs/runbooks/KafkaGcTimeHigh.md" with {
  type: "text",
};
import runbooksKafkaHangingTransactionMd from "../../docs/runbooks/KafkaHangingTransaction.md" with {
  type: "text",
};
import runbooksKafkaJmxTargetDownMd from "../../docs/runbooks/KafkaJmxTargetDown.md" with {
  type: "text",
};
import runbooksKafkaJvmMemoryMd from "../../docs/runbooks/KafkaJvmMemory.md" with { type: "text" };
import runbooksKafkaLogDirMd from "../../docs/runbooks/KafkaLogDir.md" with { type: "text" };
import runbooksKafkaMessageRateAnomalyMd from "../../docs/runbooks/KafkaMessageRateAnomaly.md" with {
  type: "text",
};
import runbooksKafkaMonitorBlindMd from "../../docs/runbooks/KafkaMonitorBlind.md" with {
  type: "text",
};
import runbooksKafkaNetworkProcessorsBusyMd from "../../docs/runbooks/KafkaNetworkProcessorsBusy.md" with {
  type: "text",
};
import runbooksKafkaOfflinePartitionsMd from "../../docs/runbooks/KafkaOfflinePartitions.md" with {
  type: "text",
};
import runbooksKafkaQuorumUnhealthyMd from "../../docs/runbooks/KafkaQuorumUnhealthy.md" with {
  type: "text",
};
import runbooksKafkaReassignmentStuckMd from "../../docs/runbooks/KafkaReassignmentStuck.md" with {
  type: "text",
};
import runbooksKafkaReplicaFetcherFailedMd from "../../docs/runbooks/KafkaReplicaFetcherFailed.md" with {
  type: "text",
};
import runbooksKafkaRequestHandlersBusyMd from "../../docs/runbooks/KafkaRequestHandlersBusy.md" with {
  type: "text",
};
import runbooksKafkaRetentionLossMd from "../../docs/runbooks/KafkaRetentionLoss.md" with {
  type: "text",
};
import runbooksKafkaSentinelCollectorFailedMd from "../../docs/runbooks/KafkaSentinelCollectorFailed.md" with {
  type: "text",
};
import runbooksKafkaSentinelReloadFailedMd from "../../docs/runbooks/KafkaSentinelReloadFailed.md" with {
  type: "text",
};
import runbooksKafkaTopicDeletedMd from "../../docs/runbooks/KafkaTopicDeleted.md" with {
  type: "text",
};
import runbooksKafkaTopicPartitionCountChangedMd from "../../docs/runbooks/KafkaTopicPartitionCountChanged.md" with {
  type: "text",
};
import runbooksKafkaUncleanLeaderElectionMd from "../../docs/runbooks/KafkaUncleanLeaderElection.md" with {
  type: "text",
};
import runbooksKafkaUnderMinIsrMd from "../../docs/runbooks/KafkaUnderMinIsr.md" with {
  type: "text",
};
import runbooksKafkaUnderReplicatedPartitionsMd from "../../docs/runbooks/KafkaUnderReplicatedPartitions.md" with {
  type: "text",
};
import runbooksKafkaZooKeeperUnhealthyMd from "../../docs/runbooks/KafkaZooKeeperUnhealthy.md" with {
  type: "text",
};
import runbooksREADMEMd from "../../docs/runbooks/README.md" with { type: "text" };
import runbooksWatchdogMd from "../../docs/runbooks/Watchdog.md" with { type: "text" };

/** The runbooks of the alerts, by their paths in the folder of `export-config`. */
export const EXPORTED_RUNBOOKS: Readonly<Record<string, string>> = {
  "runbooks/KafkaActiveControllerCount.md": runbooksKafkaActiveControllerCountMd,
  "runbooks/KafkaAlertDeliveryFailing.md": runbooksKafkaAlertDeliveryFailingMd,
  "runbooks/KafkaBrokerDown.md": runbooksKafkaBrokerDownMd,
  "runbooks/KafkaConsumerGroupReset.md": runbooksKafkaConsumerGroupResetMd,
  "runbooks/KafkaConsumerGroupStalled.md": runbooksKafkaConsumerGroupStalledMd,
  "runbooks/KafkaConsumerLag.md": runbooksKafkaConsumerLagMd,
  "runbooks/KafkaControllerMetricsAbsent.md": runbooksKafkaControllerMetricsAbsentMd,
  "runbooks/KafkaControllerUnstable.md": runbooksKafkaControllerUnstableMd,
  "runbooks/KafkaFileDescriptorsHigh.md": runbooksKafkaFileDescriptorsHighMd,
  "runbooks/KafkaGcTimeHigh.md": runbooksKafkaGcTimeHighMd,
  "runbooks/KafkaHangingTransaction.md": runbooksKafkaHangingTransactionMd,
  "runbooks/KafkaJmxTargetDown.md": runbooksKafkaJmxTargetDownMd,
  "runbooks/KafkaJvmMemory.md": runbooksKafkaJvmMemoryMd,
  "runbooks/KafkaLogDir.md": runbooksKafkaLogDirMd,
  "runbooks/KafkaMessageRateAnomaly.md": runbooksKafkaMessageRateAnomalyMd,
  "runbooks/KafkaMonitorBlind.md": runbooksKafkaMonitorBlindMd,
  "runbooks/KafkaNetworkProcessorsBusy.md": runbooksKafkaNetworkProcessorsBusyMd,
  "runbooks/KafkaOfflinePartitions.md": runbooksKafkaOfflinePartitionsMd,
  "runbooks/KafkaQuorumUnhealthy.md": runbooksKafkaQuorumUnhealthyMd,
  "runbooks/KafkaReassignmentStuck.md": runbooksKafkaReassignmentStuckMd,
  "runbooks/KafkaReplicaFetcherFailed.md": runbooksKafkaReplicaFetcherFailedMd,
  "runbooks/KafkaRequestHandlersBusy.md": runbooksKafkaRequestHandlersBusyMd,
  "runbooks/KafkaRetentionLoss.md": runbooksKafkaRetentionLossMd,
  "runbooks/KafkaSentinelCollectorFailed.md": runbooksKafkaSentinelCollectorFailedMd,
  "runbooks/KafkaSentinelReloadFailed.md": runbooksKafkaSentinelReloadFailedMd,
  "runbooks/KafkaTopicDeleted.md": runbooksKafkaTopicDeletedMd,
  "runbooks/KafkaTopicPartitionCountChanged.md": runbooksKafkaTopicPartitionCountChangedMd,
  "runbooks/KafkaUncleanLeaderElection.md": runbooksKafkaUncleanLeaderElectionMd,
  "runbooks/KafkaUnderMinIsr.md": runbooksKafkaUnderMinIsrMd,
  "runbooks/KafkaUnderReplicatedPartitions.md": runbooksKafkaUnderReplicatedPartitionsMd,
  "runbooks/KafkaZooKeeperUnhealthy.md": runbooksKafkaZooKeeperUnhealthyMd,
  "runbooks/README.md": runbooksREADMEMd,
  "runbooks/Watchdog.md": runbooksWatchdogMd,
};
