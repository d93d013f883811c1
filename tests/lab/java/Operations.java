import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What operators do to a cluster: permissions, quotas, elections, brokers. */
final class Operations {
  private static final String OFFSETS_TOPIC = "__consumer_offsets";
  private static final long CONTROLLER_KNOWN_WITHIN_MS = 15_000;

  private final Admin admin;
  private final String servers;

  Operations(Admin admin, String servers) {
    this.admin = admin;
    this.servers = servers;
  }

  /** From every host; the name * stands for all. */
  void allow(String principal, String kind, String name, String operation) throws Exception {
    admin.createAcls(List.of(binding(principal, kind, name, operation))).all().get();
  }

  void disallow(String principal, String kind, String name, String operation) throws Exception {
    admin.deleteAcls(List.of(binding(principal, kind, name, operation).toFilter())).all().get();
  }

  /** A quota of clients with the id; an empty value takes it away. */
  void quota(String clientId, String key, String value) throws Exception {
    Double limit = value.isEmpty() ? null : Double.valueOf(value);
    var entity = new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, clientId));
    var change = new ClientQuotaAlteration(entity, List.of(new ClientQuotaAlteration.Op(key, limit)));
    admin.alterClientQuotas(List.of(change)).all().get();
  }

  /** Makes the first replica of every partition the leader, where it is not and can be. */
  void electPreferred(String topic) throws Exception {
    int count = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size();
    Set<TopicPartition> partitions =
        IntStream.range(0, count).mapToObj(p -> new TopicPartition(topic, p)).collect(Collectors.toSet());
    elect(partitions);
  }

  /** A broker that was the controller says so by partition, and the client asks it again and again. */
  private void elect(Set<TopicPartition> partitions) throws Exception {
    for (long untilMs = System.currentTimeMillis() + CONTROLLER_KNOWN_WITHIN_MS;;) {
      var errors = admin.electLeaders(ElectionType.PREFERRED, partitions).partitions().get();
      boolean isRefused =
          errors.values().stream().flatMap(Optional::stream)
              .anyMatch(error -> error instanceof NotControllerException);
      if (!isRefused) return;
      if (System.currentTimeMillis() > untilMs) throw new NotControllerException("for too long");
      Thread.sleep(200);
    }
  }

  /**
   * What keeps the cluster from being at rest: brokers that are missing, partitions of its own topics
   * that are not in sync or not led by their first replica, whose election it asks for. If there is
   * nothing, waits until all coordinators have loaded.
   */
  List<String> unsettled(int brokers) throws Exception {
    List<String> found = new ArrayList<>();
    int known = admin.describeCluster().nodes().get().size();
    if (known < brokers) found.add(known + " brokers");
    Set<String> internal =
        admin.listTopics(new ListTopicsOptions().listInternal(true)).listings().get().stream()
            .filter(TopicListing::isInternal).map(TopicListing::name).collect(Collectors.toSet());
    Set<TopicPartition> misled = new HashSet<>();
    for (TopicDescription topic : admin.describeTopics(internal).allTopicNames().get().values()) {
      for (TopicPartitionInfo partition : topic.partitions()) {
        TopicPartition name = new TopicPartition(topic.name(), partition.partition());
        if (partition.isr().size() < partition.replicas().size()) found.add(name + " out of sync");
        else if (partition.leader() == null) found.add(name + " without leader");
        else if (partition.leader().id() != partition.replicas().get(0).id()) misled.add(name);
      }
    }
    misled.forEach(name -> found.add(name + " not at its preferred leader"));
    if (!misled.isEmpty()) elect(misled);
    if (found.isEmpty()) admin.listGroups().all().get();
    return found;
  }

  /** Deletes the records of a partition below an offset. */
  void deleteRecords(String topic, int partition, long offset) throws Exception {
    Map<TopicPartition, RecordsToDelete> below =
        Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset));
    admin.deleteRecords(below).all().get();
  }

  /** Leader's id, its epoch, number of voters. */
  List<String> quorum() throws Exception {
    QuorumInfo quorum = admin.describeMetadataQuorum().quorumInfo().get();
    return List.of(quorum.leaderId() + "", quorum.leaderEpoch() + "", quorum.voters().size() + "");
  }

  void unregister(int brokerId) throws Exception {
    admin.unregisterBroker(brokerId).all().get();
  }

  /**
   * Writes batches of one record that coordinators pass over when they load the partition, as they
   * do with what a newer Kafka wrote; only a client of this name may write there.
   */
  void fillOffsetsTopic(int partition, int batches) throws Exception {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", servers);
    config.put("client.id", "__admin_client");
    config.put("key.serializer", ByteArraySerializer.class);
    config.put("value.serializer", ByteArraySerializer.class);
    config.put("batch.size", "0");
    config.put("acks", "1");
    config.put("enable.idempotence", "false");
    byte[] key = ByteBuffer.allocate(8).putShort(Short.MAX_VALUE).array();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config)) {
      for (int i = 0; i < batches; i++) {
        producer.send(new ProducerRecord<>(OFFSETS_TOPIC, partition, key, new byte[100]));
      }
      producer.flush();
    }
  }

  private static AclBinding binding(String principal, String kind, String name, String operation) {
    boolean prefixed = name.length() > 1 && name.endsWith("*");
    ResourcePattern resource =
        new ResourcePattern(
            ResourceType.fromString(kind),
            prefixed ? name.substring(0, name.length() - 1) : name,
            prefixed ? PatternType.PREFIXED : PatternType.LITERAL);
    AccessControlEntry entry =
        new AccessControlEntry(principal, "*", AclOperation.fromString(operation), AclPermissionType.ALLOW);
    return new AclBinding(resource, entry);
  }
}
