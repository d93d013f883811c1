import type { RawRequestQueue } from "./kafkajs_internals.ts";

const repaired = new WeakSet<RawRequestQueue>();

/**
 * Stops kafkajs from waking up every millisecond on each connection that was answered once: its
 * queue re-arms a timer for requests that wait to be sent even when none waits (kafkajs issue 1704).
 * Patches the class, so that the producer's connections are repaired too.
 */
export function repairRequestQueue(queue: RawRequestQueue): void {
  const prototype = Object.getPrototypeOf(queue) as RawRequestQueue;
  if (repaired.has(prototype)) return;
  repaired.add(prototype);
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function (this: RawRequestQueue) {
    if (this.pending.length > 0) schedule.call(this);
  };
}
