import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.internals.AsyncKafkaConsumer;
import org.apache.kafka.clients.consumer.internals.StreamsRebalanceData;
import org.apache.kafka.clients.consumer.internals.StreamsRebalanceListener;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Producers and consumers that run until they are stopped. */
final class Traffic {
  private final String servers;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, Task> tasks = new ConcurrentHashMap<>();
  private final AtomicInteger started = new AtomicInteger();

  private record Task(Thread thread, AtomicBoolean ended) {}

  private interface Work {
    void run(AtomicBoolean ended) throws Exception;
  }

  Traffic(String servers) {
    this.servers = servers;
    Map<String, Object> config = producerConfig();
    config.put("linger.ms", "5");
    config.put("buffer.memory", "8388608");
    producer = new KafkaProducer<>(config);
  }

  private Map<String, Object> producerConfig() {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", servers);
    config.put("key.serializer", ByteArraySerializer.class);
    config.put("value.serializer", ByteArraySerializer.class);
    // Of several to a new partition, a broker that hears of it in between takes the second before
    // the first, which is then out of order until it expires after two minutes (KAFKA-15591).
    config.put("max.in.flight.requests.per.connection", "1");
    return config;
  }

  /** Without a time, records have that of now. */
  void produce(String topic, int count, int size, Integer partition, Long timestampMs) throws Exception {
    // Fails if there is no such topic: each record would wait for one by itself.
    producer.partitionsFor(topic);
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sent.add(producer.send(new ProducerRecord<>(topic, partition, timestampMs, null, new byte[size])));
    }
    for (Future<RecordMetadata> each : sent) each.get();
  }

  /** All records: of each partition, offset, key, value, and headers as NAME=VALUE in lines. */
  List<String> readTopic(String topic) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", servers);
    config.put("key.deserializer", StringDeserializer.class);
    config.put("value.deserializer", StringDeserializer.class);
    List<String> words = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(config)) {
      List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
          .map(each -> new TopicPartition(topic, each.partition())).toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          words.add(Integer.toString(record.partition()));
          words.add(Long.toString(record.offset()));
          words.add(record.key() == null ? "" : record.key());
          words.add(record.value());
          words.add(headersOf(record));
        }
      }
    }
    return words;
  }

  private static String headersOf(ConsumerRecord<String, String> record) {
    StringBuilder text = new StringBuilder();
    for (Header header : record.headers()) {
      text.append(header.key()).append('=')
          .append(new String(header.value(), StandardCharsets.UTF_8)).append('\n');
    }
    return text.toString();
  }

  /** Messages a second, sent every 50 ms. */
  String startProducer(String topic, double rate) {
    return start("producer", " of " + topic, ended -> {
      long from = System.nanoTime();
      for (long sent = 0; !ended.get();) {
        long due = (long) ((System.nanoTime() - from) / 1e9 * rate);
        for (; sent < due; sent++) producer.send(new ProducerRecord<>(topic, new byte[100]));
        Thread.sleep(50);
      }
    });
  }

  /** Protocol classic, consumer, share or streams; at most so many messages a second, 0 for no limit. */
  String startConsumer(String group, String protocol, List<String> topics, double maxPerSecond) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", servers);
    config.put("group.id", group);
    config.put("client.id", "lab-" + protocol);
    config.put("key.deserializer", ByteArrayDeserializer.class);
    config.put("value.deserializer", ByteArrayDeserializer.class);
    config.put("max.poll.records", maxPerSecond > 0 ? (int) Math.max(1, maxPerSecond / 4) : 500);
    if (protocol.equals("share")) return start("share", ended -> share(config, topics, maxPerSecond, ended));
    config.put("group.protocol", protocol);
    config.put("auto.offset.reset", "earliest");
    config.put("auto.commit.interval.ms", "500");
    if (protocol.equals("streams")) return start("streams", ended -> stream(config, topics, ended));
    return start(protocol, ended -> consume(config, topics, maxPerSecond, ended));
  }

  /** Produces to partition 0 in a transaction that stays open until the task is stopped. */
  String holdTransaction(String topic, int count) throws Exception {
    KafkaProducer<byte[], byte[]> holder = beginTransaction(topic, count);
    return start("transaction", ended -> {
      while (!ended.get()) Thread.sleep(20);
      holder.commitTransaction();
      holder.close();
    });
  }

  /** Produces to partition 0 in a transaction and takes it back. */
  void abortTransaction(String topic, int count) throws Exception {
    try (KafkaProducer<byte[], byte[]> holder = beginTransaction(topic, count)) {
      holder.abortTransaction();
    }
  }

  private KafkaProducer<byte[], byte[]> beginTransaction(String topic, int count) {
    Map<String, Object> config = producerConfig();
    config.put("transactional.id", "lab-" + started.incrementAndGet());
    // It ends when the test says so, not because the broker aborts it after a minute.
    config.put("transaction.timeout.ms", "600000");
    KafkaProducer<byte[], byte[]> holder = new KafkaProducer<>(config);
    holder.initTransactions();
    holder.beginTransaction();
    for (int i = 0; i < count; i++) holder.send(new ProducerRecord<>(topic, 0, null, new byte[10]));
    holder.flush();
    return holder;
  }

  /** Stops every producer of the topic; how many there were. */
  int stopProducers(String topic) throws InterruptedException {
    List<String> names = tasks.keySet().stream().filter(name -> name.endsWith(" of " + topic)).toList();
    for (String name : names) stop(name);
    return names.size();
  }

  void stop(String name) throws InterruptedException {
    Task task = tasks.remove(name);
    if (task == null) throw new IllegalArgumentException("no task " + name);
    task.ended().set(true);
    task.thread().join(20_000);
  }

  private static void consume(Map<String, Object> config, List<String> topics, double max, AtomicBoolean ended)
      throws Exception {
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config)) {
      consumer.subscribe(topics);
      while (!ended.get()) pause(consumer.poll(Duration.ofMillis(200)), max);
    }
  }

  private static void share(Map<String, Object> config, List<String> topics, double max, AtomicBoolean ended)
      throws Exception {
    try (KafkaShareConsumer<byte[], byte[]> consumer = new KafkaShareConsumer<>(config)) {
      consumer.subscribe(topics);
      while (!ended.get()) pause(consumer.poll(Duration.ofMillis(200)), max);
    }
  }

  /** A member of a streams group (KIP-1071), made of what Kafka Streams itself is built on. */
  private static void stream(Map<String, Object> config, List<String> topics, AtomicBoolean ended) {
    var subtopology = new StreamsRebalanceData.Subtopology(Set.copyOf(topics), Set.of(), Map.of(), Map.of(), List.of());
    var data = new StreamsRebalanceData(
        UUID.randomUUID(), Optional.empty(), Optional.empty(), Map.of("0", subtopology), Map.of());
    config.put("group.protocol", "consumer");
    config.put("enable.auto.commit", "false");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    var settings = new ConsumerConfig(ConsumerConfig.appendDeserializerToConfig(config, bytes, bytes));
    try (var consumer = new AsyncKafkaConsumer<byte[], byte[]>(settings, bytes, bytes, Optional.of(data))) {
      consumer.subscribe(topics, new StreamsRebalanceListener() {
        @Override public void onTasksRevoked(Set<StreamsRebalanceData.TaskId> tasks) {}

        @Override public void onTasksAssigned(StreamsRebalanceData.Assignment assignment) {
          data.setReconciledAssignment(assignment);
        }

        @Override public void onAllTasksLost() {
          data.setReconciledAssignment(StreamsRebalanceData.Assignment.EMPTY);
        }
      });
      while (!ended.get()) {
        if (!consumer.poll(Duration.ofMillis(200)).isEmpty()) consumer.commitSync();
      }
    }
  }

  private static void pause(ConsumerRecords<byte[], byte[]> records, double max) throws InterruptedException {
    if (max > 0) Thread.sleep((long) (records.count() * 1000 / max));
  }

  private String start(String kind, Work work) {
    return start(kind, "", work);
  }

  private String start(String kind, String subject, Work work) {
    String name = kind + "-" + started.incrementAndGet() + subject;
    AtomicBoolean ended = new AtomicBoolean();
    Thread thread = new Thread(() -> {
      try {
        work.run(ended);
      } catch (Exception error) {
        System.err.println(name + ": " + error);
      }
    }, name);
    thread.setDaemon(true);
    thread.start();
    tasks.put(name, new Task(thread, ended));
    return name;
  }
}
