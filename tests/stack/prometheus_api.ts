/** One sample of an instant query. */
export interface QuerySample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [time: number, value: string];
}

/** An alert as Prometheus sees it. */
export interface RuleAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly state: "pending" | "firing";
}

/** Prometheus' HTTP API at an address. */
export class PrometheusApi {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  async query(expression: string): Promise<QuerySample[]> {
    const query = new URLSearchParams({ query: expression });
    const { result } = await this.#get<{ result: QuerySample[] }>(`query?${query}`);
    return result;
  }

  /** The only value of an expression; undefined if there is none. */
  async value(expression: string): Promise<number | undefined> {
    const text = (await this.query(expression))[0]?.value[1];
    return text === undefined ? undefined : Number(text);
  }

  /** The value of the only series of a metric with these labels; undefined if there is none. */
  series(metric: string, labels: Readonly<Record<string, string>>): Promise<number | undefined> {
    const matchers = Object.entries(labels).map(([key, value]) =>
      `${key}=${JSON.stringify(value)}`
    );
    return this.value(`${metric}{${matchers.join(",")}}`);
  }

  async alerts(): Promise<RuleAlert[]> {
    return (await this.#get<{ alerts: RuleAlert[] }>("alerts")).alerts;
  }

  /** Names of the alerts that fire, the watchdog apart, each once. */
  async firing(): Promise<string[]> {
    const firing = (await this.alerts()).filter(({ state }) => state === "firing");
    return [...new Set(firing.map(({ labels }) => labels["alertname"]!))]
      .filter((name) => name !== "Watchdog").sort();
  }

  /** Rules that could not be evaluated, with the reason. */
  async brokenRules(): Promise<string[]> {
    type Rule = { name: string; health: string; lastError?: string };
    const { groups } = await this.#get<{ groups: { rules: Rule[] }[] }>("rules");
    return groups.flatMap(({ rules }) => rules).filter(({ health }) => health === "err")
      .map(({ name, lastError }) => `${name}: ${lastError}`);
  }

  async #get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.url}/api/v1/${path}`);
    const { status, data, error } = await response.json();
    if (status !== "success") throw new Error(`Prometheus, ${path}: ${error}`);
    return data;
  }
}
