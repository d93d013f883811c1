import type { ClusterSnapshot } from "../model/cluster_snapshot.ts";
import type { TopicEntry } from "../model/partition_directory_view.ts";
import { encodeLabels } from "./label_bytes.ts";
import { SlotLabels } from "./slot_labels.ts";

/** One cluster's encoded labels, kept from pass to pass. */
export class LabelCaches {
  /** `topic` and `partition` of every slot. */
  readonly slots = new SlotLabels();
  readonly #topics = new WeakMap<TopicEntry, Uint8Array>();
  #groups = new Map<string, Uint8Array>();

  /** The label `topic`. */
  topic(entry: TopicEntry): Uint8Array {
    const known = this.#topics.get(entry);
    if (known !== undefined) return known;
    const bytes = encodeLabels([["topic", entry.name]]);
    this.#topics.set(entry, bytes);
    return bytes;
  }

  /** The label `consumergroup`. */
  group(groupId: string): Uint8Array {
    const known = this.#groups.get(groupId);
    if (known !== undefined) return known;
    const bytes = encodeLabels([["consumergroup", groupId]]);
    this.#groups.set(groupId, bytes);
    return bytes;
  }

  /** Makes the caches fit the snapshot and forgets groups that it does not have. */
  *update(snapshot: ClusterSnapshot): Generator<void, void, void> {
    yield* this.slots.update(snapshot.directory);
    const groups = new Map<string, Uint8Array>();
    for (const { groupId } of snapshot.groups) {
      const known = this.#groups.get(groupId);
      if (known !== undefined) groups.set(groupId, known);
    }
    this.#groups = groups;
  }
}
