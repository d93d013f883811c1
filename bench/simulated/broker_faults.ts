/** What a simulated broker does wrong; each only while it is set. */
export interface BrokerFaults {
  /** Accepts connections and requests and answers nothing, like a stopped process, until it ends. */
  readonly frozen?: boolean;
  /** Answers that much later, in milliseconds. */
  readonly latencyMs?: number;
  /** Tells that throttle time in every answer and then holds the connection as long (KIP-219). */
  readonly throttleMs?: number;
  /** Sends half of every answer; then says nothing more, or hangs up. */
  readonly half?: "stall" | "hang up";
  /** Error codes by API name, told of every item, or of the answer where it has no items. */
  readonly errors?: Readonly<Record<string, number>>;
  /** Is not there: does not listen, has no connection. */
  readonly down?: boolean;
}
