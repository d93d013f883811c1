import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DeleteTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Works for the tests through Kafka's own clients. Reads a command a line from standard input, its
 * words separated by tabs and percent-encoded, and answers each with a line: ok or error, and words.
 */
public final class LabClient {
  private static Admin admin;
  private static Traffic traffic;
  private static Operations operations;
  private static Observer observer;

  public static void main(String[] args) throws Exception {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", args[0]);
    config.put("default.api.timeout.ms", "60000");
    config.put("request.timeout.ms", "20000");
    // Controllers change here, and not every call that finds another one has the client look again.
    config.put("metadata.max.age.ms", "1000");
    admin = Admin.create(config);
    traffic = new Traffic(args[0]);
    operations = new Operations(admin, args[0]);
    observer = new Observer(args[0]);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = Arrays.stream(line.split("\t", -1)).map(LabClient::decode).toArray(String[]::new);
      System.out.println(answer(words));
    }
    System.exit(0);
  }

  private static String answer(String[] words) {
    try {
      List<String> found = run(words);
      return "ok" + found.stream().map(word -> "\t" + encode(word)).collect(Collectors.joining());
    } catch (Exception error) {
      Throwable cause = error.getCause() == null ? error : error.getCause();
      return "error\t" + encode(words[0] + ": " + cause);
    }
  }

  private static List<String> run(String[] w) throws Exception {
    switch (w[0]) {
      case "createTopics": return createTopics(w[1], Integer.parseInt(w[2]), Short.parseShort(w[3]), w[4]);
      case "createPartitions":
        admin.createPartitions(Map.of(w[1], NewPartitions.increaseTo(Integer.parseInt(w[2])))).all().get();
        return List.of();
      case "deleteTopic":
        admin.deleteTopics(List.of(w[1]), new DeleteTopicsOptions().timeoutMs(5_000)).all().get();
        return List.of();
      case "commit": return commit(w);
      case "deleteGroup": admin.deleteConsumerGroups(List.of(w[1])).all().get(); return List.of();
      case "produce":
        traffic.produce(w[1], Integer.parseInt(w[2]), Integer.parseInt(w[3]), partition(w[4]), time(w[5]));
        return List.of();
      case "readTopic": return traffic.readTopic(w[1]);
      case "startProducer": return List.of(traffic.startProducer(w[1], Double.parseDouble(w[2])));
      case "startConsumer":
        return List.of(traffic.startConsumer(w[1], w[2], List.of(w[3].split(",")), Double.parseDouble(w[4])));
      case "holdTransaction": return List.of(traffic.holdTransaction(w[1], Integer.parseInt(w[2])));
      case "abortTransaction": traffic.abortTransaction(w[1], Integer.parseInt(w[2])); return List.of();
      case "alterConfig": return alterConfig(w[1], w[2], w[3], w[4]);
      case "reassign": return reassign(w[1], Integer.parseInt(w[2]), w[3]);
      case "topicConfig": return List.of(topicConfig(w[1], w[2]));
      case "topicBytes": return List.of(Long.toString(topicBytes(w[1])));
      case "quorum": return operations.quorum();
      case "allow": operations.allow(w[1], w[2], w[3], w[4]); return List.of();
      case "disallow": operations.disallow(w[1], w[2], w[3], w[4]); return List.of();
      case "quota": operations.quota(w[1], w[2], w[3]); return List.of();
      case "electPreferred": operations.electPreferred(w[1]); return List.of();
      case "unsettled": return operations.unsettled(Integer.parseInt(w[1]));
      case "deleteRecords":
        operations.deleteRecords(w[1], Integer.parseInt(w[2]), Long.parseLong(w[3]));
        return List.of();
      case "unregister": operations.unregister(Integer.parseInt(w[1])); return List.of();
      case "fillOffsetsTopic":
        operations.fillOffsetsTopic(Integer.parseInt(w[1]), Integer.parseInt(w[2]));
        return List.of();
      case "stopTask": traffic.stop(w[1]); return List.of();
      case "stopProducers": return List.of(Integer.toString(traffic.stopProducers(w[1])));
      case "beginningOffsets": return offsets(w[1], OffsetSpec.earliest());
      case "endOffsets": return offsets(w[1], OffsetSpec.latest());
      case "committed": return committed(w[1]);
      case "groups": return groups();
      case "replicas": return replicas(w[1]);
      case "classicMembers":
        return List.of(admin.describeClassicGroups(List.of(w[1])).all().get().get(w[1]).members().size() + "");
      case "describeTopic": return describeTopic(w[1]);
      case "observe": return List.of(observer.observe());
      default: throw new IllegalArgumentException("no such command");
    }
  }

  /** Names are separated by commas; settings are k=v, separated by commas. */
  private static List<String> createTopics(String names, int partitions, short replicas, String settings) throws Exception {
    Map<String, String> configs = new HashMap<>();
    for (String setting : settings.split(",")) {
      int at = setting.indexOf('=');
      if (at > 0) configs.put(setting.substring(0, at), setting.substring(at + 1));
    }
    List<NewTopic> topics = Arrays.stream(names.split(","))
        .map(name -> new NewTopic(name, partitions, replicas).configs(configs)).toList();
    admin.createTopics(topics).all().get();
    return List.of();
  }

  /** commit GROUP (TOPIC OFFSET,OFFSET,…)…: the offsets of partitions 0, 1, …; an empty one is left out. */
  private static List<String> commit(String[] w) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (int i = 2; i + 1 < w.length; i += 2) {
      String[] values = w[i + 1].split(",", -1);
      for (int p = 0; p < values.length; p++) {
        if (values[p].isEmpty()) continue;
        offsets.put(new TopicPartition(w[i], p), new OffsetAndMetadata(Long.parseLong(values[p])));
      }
    }
    admin.alterConsumerGroupOffsets(w[1], offsets).all().get();
    return List.of();
  }

  private static List<String> offsets(String topic, OffsetSpec spec) throws Exception {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (TopicPartitionInfo partition : partitions(topic)) {
      wanted.put(new TopicPartition(topic, partition.partition()), spec);
    }
    Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(wanted).all().get();
    List<String> offsets = new ArrayList<>();
    for (int p = 0; p < found.size(); p++) {
      offsets.add(Long.toString(found.get(new TopicPartition(topic, p)).offset()));
    }
    return offsets;
  }

  /** Topic, partition and offset of each commit, three words a commit. */
  private static List<String> committed(String group) throws Exception {
    return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
        .filter(entry -> entry.getValue() != null)
        .flatMap(entry -> List.of(
            entry.getKey().topic(), entry.getKey().partition() + "", entry.getValue().offset() + "").stream())
        .toList();
  }

  /** Group, type and state of each group, three words a group. */
  private static List<String> groups() throws Exception {
    return admin.listGroups().all().get().stream()
        .flatMap(group -> List.of(
            group.groupId(),
            group.type().map(Object::toString).orElse(""),
            group.groupState().map(Object::toString).orElse("")).stream())
        .toList();
  }

  /** alterConfig KIND NAME KEY VALUE: kind topic or broker; an empty value takes the setting away. */
  private static List<String> alterConfig(String kind, String name, String key, String value) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.valueOf(kind.toUpperCase()), name);
    AlterConfigOp.OpType type = value.isEmpty() ? AlterConfigOp.OpType.DELETE : AlterConfigOp.OpType.SET;
    AlterConfigOp change = new AlterConfigOp(new ConfigEntry(key, value), type);
    admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    return List.of();
  }

  /** Broker ids separated by commas; none cancels the reassignment. */
  private static List<String> reassign(String topic, int partition, String ids) throws Exception {
    List<Integer> brokers = Arrays.stream(ids.split(",")).filter(id -> !id.isEmpty()).map(Integer::valueOf).toList();
    Optional<NewPartitionReassignment> wanted =
        brokers.isEmpty() ? Optional.empty() : Optional.of(new NewPartitionReassignment(brokers));
    admin.alterPartitionReassignments(Map.of(new TopicPartition(topic, partition), wanted)).all().get();
    return List.of();
  }

  private static String topicConfig(String topic, String key) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(key).value();
  }

  /** Bytes of all replicas of the topic. */
  private static long topicBytes(String topic) throws Exception {
    List<Integer> ids = admin.describeCluster().nodes().get().stream().map(Node::id).toList();
    return admin.describeLogDirs(ids).allDescriptions().get().values().stream()
        .flatMap(dirs -> dirs.values().stream())
        .flatMap(dir -> dir.replicaInfos().entrySet().stream())
        .filter(entry -> entry.getKey().topic().equals(topic))
        .mapToLong(entry -> entry.getValue().size()).sum();
  }

  /** A word a partition: leader (empty for none), then the in-sync replicas. */
  private static List<String> describeTopic(String topic) throws Exception {
    return partitions(topic).stream()
        .map(partition -> Optional.ofNullable(partition.leader()).map(leader -> leader.id() + "").orElse("")
            + partition.isr().stream().map(node -> "," + node.id()).collect(Collectors.joining()))
        .toList();
  }

  /** A word a partition: its replicas, the preferred one first. */
  private static List<String> replicas(String topic) throws Exception {
    return partitions(topic).stream()
        .map(partition -> partition.replicas().stream().map(node -> node.id() + "").collect(Collectors.joining(",")))
        .toList();
  }

  private static Collection<TopicPartitionInfo> partitions(String topic) throws Exception {
    return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions();
  }

  private static Integer partition(String word) {
    return word.isEmpty() ? null : Integer.valueOf(word);
  }

  private static Long time(String word) {
    return word.isEmpty() ? null : Long.valueOf(word);
  }

  private static String decode(String word) {
    return URLDecoder.decode(word, StandardCharsets.UTF_8);
  }

  private static String encode(String word) {
    return URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
