/** The program's metrics about itself that benches need, without a look at a million others. */
export interface OwnMetrics {
  readonly cycles: number;
  readonly cycleSeconds: number;
  readonly series: number;
  /** Of the compressed body. */
  readonly bytes: number;
}

/** Scrapes compressed, and reads only what begins with `kafka_sentinel_`. */
export async function scrapeOwn(url: string): Promise<OwnMetrics> {
  const response = await fetch(`${url}/metrics`);
  const bytes = Number(response.headers.get("content-length") ?? NaN);
  const values = new Map<string, number>();
  let rest = "";
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (!line.startsWith("kafka_sentinel_")) continue;
      const space = line.lastIndexOf(" ");
      values.set(line.slice(0, space), Number(line.slice(space)));
    }
  }
  const value = (name: string) => values.get(name) ?? NaN;
  return {
    cycles: value("kafka_sentinel_cycle_duration_seconds_count"),
    cycleSeconds: value("kafka_sentinel_cycle_duration_seconds_sum"),
    series: value("kafka_sentinel_series"),
    bytes,
  };
}
