import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type { TopicEntry } from "../model/partition_directory_view.ts";
import { encodeLabels } from "./label_bytes.ts";
import { SlotLabels } from "./slot_labels.ts";

/** One cluster's encoded labels, kept from pass to pass. */
export class LabelCaches {
  /** `topic` and `partition` of every slot. */
  readonly slots = new SlotLabels();
  readonly #topics = new WeakMap<TopicEntry, Uint8Array>();
  readonly #consumerGroups = new GroupLabels("consumergroup");
  readonly #groups = new GroupLabels("group");

  /** The label `topic`. */
  topic(entry: TopicEntry): Uint8Array {
    const known = this.#topics.get(entry);
    if (known !== undefined) return known;
    const bytes = encodeLabels([["topic", entry.name]]);
    this.#topics.set(entry, bytes);
    return bytes;
  }

  /** The label `consumergroup`, kafka_exporter's. */
  consumerGroup(groupId: string): Uint8Array {
    return this.#consumerGroups.of(groupId);
  }

  /** The label `group`, kafka-lag-exporter's. */
  group(groupId: string): Uint8Array {
    return this.#groups.of(groupId);
  }

  /** Makes the caches fit the snapshot and forgets groups that it does not have. */
  *update(snapshot: ClusterSnapshot): Generator<void, void, void> {
    yield* this.slots.update(snapshot.directory);
    this.#consumerGroups.keep(snapshot.groups);
    this.#groups.keep(snapshot.groups);
  }
}

/** One label of groups, encoded once a group. */
class GroupLabels {
  readonly #name: string;
  #known = new Map<string, Uint8Array>();

  constructor(name: string) {
    this.#name = name;
  }

  of(groupId: string): Uint8Array {
    const known = this.#known.get(groupId);
    if (known !== undefined) return known;
    const bytes = encodeLabels([[this.#name, groupId]]);
    this.#known.set(groupId, bytes);
    return bytes;
  }

  /** Forgets all groups but these. */
  keep(groups: ClusterSnapshot["groups"]): void {
    if (this.#known.size === 0) return;
    const kept = new Map<string, Uint8Array>();
    for (const { groupId } of groups) {
      const known = this.#known.get(groupId);
      if (known !== undefined) kept.set(groupId, known);
    }
    this.#known = kept;
  }
}
