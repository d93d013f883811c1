import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Looks at the whole cluster at once, as JSON: each part with the milliseconds since 1970 before it
 * was asked and after it was answered, and without whatever a broker that does not answer has.
 */
final class Observer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REQUEST_MS = 1_000;
  private static final int CALL_MS = 2_500;

  private static final int TOPICS_EVERY_MS = 150;

  private final String servers;
  private final Queue<Map<String, Object>> topicReads = new ConcurrentLinkedQueue<>();
  private Admin admin;

  Observer(String servers) {
    this.servers = servers;
  }

  String observe() throws Exception {
    if (admin == null) {
      admin = create();
      Thread reader = new Thread(this::readTopics, "topics");
      reader.setDaemon(true);
      reader.start();
    }
    Map<String, Object> found = new TreeMap<>();
    Map<String, TopicDescription> topics = new HashMap<>();
    found.put("nodes", timed(() -> {
      List<Integer> ids = new ArrayList<>();
      admin.describeCluster().nodes().get().forEach(node -> ids.add(node.id()));
      return ids;
    }));
    found.put("topics", timed(() -> {
      topics.putAll(describe(admin));
      return named(topics);
    }));
    found.put("starts", timed(() -> offsets(topics, OffsetSpec.earliest())));
    found.put("ends", timed(() -> offsets(topics, OffsetSpec.latest())));
    List<GroupListing> groups = new ArrayList<>();
    found.put("groups", timed(() -> {
      var listed = admin.listGroups();
      groups.addAll(listed.valid().get());
      boolean whole = listed.errors().get().isEmpty();
      return Map.of("whole", whole, "names", groups.stream().map(GroupListing::groupId).toList());
    }));
    List<String> names = groups.stream()
        .filter(group -> group.type().map(type -> type != GroupType.SHARE).orElse(true))
        .map(GroupListing::groupId).toList();
    found.put("commits", timed(() -> commits(names)));
    found.put("members", timed(() -> members(names)));
    List<Object> reads = new ArrayList<>();
    for (var read = topicReads.poll(); read != null; read = topicReads.poll()) reads.add(read);
    found.put("topicReads", reads);
    return JSON.writeValueAsString(found);
  }

  /** Leaders and replicas in sync change more often than everything can be looked at. */
  private void readTopics() {
    try (Admin own = create()) {
      while (true) {
        topicReads.add(timed(() -> named(describe(own))));
        Thread.sleep(TOPICS_EVERY_MS);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private Admin create() {
    return Admin.create(Map.of(
        "bootstrap.servers", servers,
        "request.timeout.ms", REQUEST_MS,
        "default.api.timeout.ms", CALL_MS,
        "reconnect.backoff.max.ms", 250,
        "metadata.max.age.ms", 1_000));
  }

  /** Fails as a whole if a topic is not described for another reason than that it has gone since. */
  private static Map<String, TopicDescription> describe(Admin admin) throws Exception {
    Map<String, TopicDescription> topics = new HashMap<>();
    for (var each : admin.describeTopics(admin.listTopics().names().get()).topicNameValues().entrySet()) {
      try {
        topics.put(each.getKey(), each.getValue().get());
      } catch (ExecutionException error) {
        if (!(error.getCause() instanceof UnknownTopicOrPartitionException)) throw error;
      }
    }
    return topics;
  }

  private static Map<String, Object> named(Map<String, TopicDescription> topics) {
    return topics.values().stream().collect(Collectors.toMap(TopicDescription::name, Observer::topic));
  }

  private Map<String, Long> offsets(Map<String, TopicDescription> topics, OffsetSpec spec) throws Exception {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    topics.forEach((name, topic) -> topic.partitions().stream()
        .filter(partition -> partition.leader() != null)
        .forEach(partition -> wanted.put(new TopicPartition(name, partition.partition()), spec)));
    ListOffsetsResult result = admin.listOffsets(wanted);
    Map<TopicPartition, KafkaFuture<ListOffsetsResult.ListOffsetsResultInfo>> futures = new HashMap<>();
    wanted.keySet().forEach(partition -> futures.put(partition, result.partitionResult(partition)));
    Map<String, Long> offsets = new TreeMap<>();
    answered(futures).forEach((partition, info) -> offsets.put(key(partition), info.offset()));
    return offsets;
  }

  private Map<String, Map<String, Long>> commits(Collection<String> names) throws Exception {
    if (names.isEmpty()) return Map.of();
    Map<String, ListConsumerGroupOffsetsSpec> specs =
        names.stream().collect(Collectors.toMap(name -> name, name -> new ListConsumerGroupOffsetsSpec()));
    var result = admin.listConsumerGroupOffsets(specs);
    Map<String, Map<String, Long>> commits = new TreeMap<>();
    answered(names.stream().collect(Collectors.toMap(name -> name, result::partitionsToOffsetAndMetadata)))
        .forEach((group, offsets) -> {
          Map<String, Long> of = new TreeMap<>();
          offsets.forEach((partition, offset) -> {
            if (offset != null) of.put(key(partition), offset.offset());
          });
          commits.put(group, of);
        });
    return commits;
  }

  private Map<String, Integer> members(Collection<String> names) throws Exception {
    Map<String, Integer> members = new TreeMap<>();
    answered(admin.describeConsumerGroups(names).describedGroups())
        .forEach((group, description) -> members.put(group, description.members().size()));
    return members;
  }

  private static Map<String, Object> topic(TopicDescription topic) {
    return Map.of(
        "id", topic.topicId().toString(),
        "partitions", topic.partitions().stream().map(Observer::partition).toList());
  }

  private static Map<String, Object> partition(TopicPartitionInfo partition) {
    return Map.of(
        "leader", partition.leader() == null ? "" : partition.leader().id(),
        "inSync", partition.isr().size(),
        "replicas", partition.replicas().size());
  }

  /** What came of it; what failed is left out. */
  private static <K, V> Map<K, V> answered(Map<K, KafkaFuture<V>> futures) throws InterruptedException {
    Map<K, V> values = new HashMap<>();
    for (var each : futures.entrySet()) {
      try {
        values.put(each.getKey(), each.getValue().get());
      } catch (ExecutionException error) {
        continue;
      }
    }
    return values;
  }

  /** A part that fails as a whole has no value. */
  private static Map<String, Object> timed(Callable<Object> read) {
    Map<String, Object> part = new TreeMap<>();
    part.put("fromMs", System.currentTimeMillis());
    try {
      part.put("value", read.call());
    } catch (Exception error) {
      part.put("error", String.valueOf(error));
    }
    part.put("toMs", System.currentTimeMillis());
    return part;
  }

  private static String key(TopicPartition partition) {
    return partition.topic() + "/" + partition.partition();
  }
}
