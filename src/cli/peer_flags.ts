/** A flag of kafka_exporter that this program does not have. */
export interface PeerFlag {
  readonly flag: string;
  /** Takes no value. */
  readonly isSwitch?: boolean;
  /** Why it changes nothing here; a warning says so, once. */
  readonly ignored?: string;
  /** Why it cannot be honoured and what to do instead: an error. */
  readonly refused?: string;
  /** A switch that is only refused when it is on. */
  readonly refusedWhenOn?: boolean;
}

const KERBEROS = "Kerberos cannot be used: use another sasl.mechanism";
const ONE_REQUEST = "requests are few and run side by side anyway";
const MUTUAL = "client certificates cannot be checked: put a reverse proxy in front";

/** kafka_exporter 1.10's flags that are not among this program's settings. */
export const PEER_FLAGS: readonly PeerFlag[] = [
  { flag: "kafka.version", ignored: "versions are agreed on with each broker" },
  {
    flag: "kafka.allow-auto-topic-creation",
    isSwitch: true,
    ignored: "this program never creates topics",
  },
  { flag: "sasl.handshake", isSwitch: true, ignored: "the handshake is always used" },
  { flag: "sasl.service-name", refused: KERBEROS },
  { flag: "sasl.kerberos-config-path", refused: KERBEROS },
  { flag: "sasl.realm", refused: KERBEROS },
  { flag: "sasl.kerberos-auth-type", refused: KERBEROS },
  { flag: "sasl.keytab-path", refused: KERBEROS },
  { flag: "sasl.disable-PA-FX-FAST", isSwitch: true, refused: KERBEROS, refusedWhenOn: true },
  { flag: "server.tls.mutual-auth-enabled", isSwitch: true, refused: MUTUAL, refusedWhenOn: true },
  { flag: "server.tls.ca-file", ignored: MUTUAL },
  { flag: "refresh.metadata", ignored: "metadata is read in every cycle: see --interval" },
  {
    flag: "offset.show-all",
    isSwitch: true,
    ignored: "commits are served, whether or not the group has members",
  },
  { flag: "concurrent.enable", isSwitch: true, ignored: "scrapes are answered from memory" },
  { flag: "topic.workers", ignored: ONE_REQUEST },
  { flag: "group.workers", ignored: ONE_REQUEST },
  { flag: "group.metrics.timeout", ignored: "see --request-timeout" },
  { flag: "log.enable-sarama", isSwitch: true, ignored: "see --log.level=debug" },
  { flag: "verbosity", ignored: "see --log.level=debug" },
  {
    flag: "use.consumelag.zookeeper",
    isSwitch: true,
    refused: "offsets in ZooKeeper cannot be read: have the consumers commit to Kafka",
    refusedWhenOn: true,
  },
  { flag: "zookeeper.server", ignored: "ZooKeeper is not asked" },
];
