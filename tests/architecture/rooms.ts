import type { Edge } from "./import_graph.ts";

/** Everybody may import these. */
const OPEN_ROOMS = ["model", "runtime"];

/** What each room may import besides; `settings` of a room is its file settings.ts. */
export const ROOM_IMPORTS: Readonly<Record<string, readonly string[]>> = {
  main: ["cli"],
  model: [],
  runtime: [],
  "runtime/settings": [],
  history: [],
  "kafka/errors": [],
  "kafka/wire": [],
  "kafka/messages": ["kafka/wire"],
  "kafka/transport": ["kafka/wire", "kafka/messages", "kafka/errors", "kafka/transport/settings"],
  "kafka/transport/settings": [],
  kafka: ["kafka/wire", "kafka/messages", "kafka/transport", "kafka/errors", "kafka/settings"],
  "kafka/settings": ["kafka/transport/settings"],
  anomaly: ["history", "anomaly/settings"],
  "anomaly/settings": [],
  metrics: ["history", "metrics/settings"],
  "metrics/settings": [],
  web: [],
  api: [],
  burrow: [],
  alerts: ["alerts/settings"],
  "alerts/settings": [],
  jvm: ["jvm/settings"],
  "jvm/settings": [],
  http: ["http/settings"],
  "http/settings": [],
  lag: ["history", "lag/settings"],
  "lag/settings": [],
  state: ["state/settings"],
  "state/settings": [],
  settings: [
    "kafka/settings",
    "anomaly/settings",
    "metrics/settings",
    "http/settings",
    "lag/settings",
    "jvm/settings",
    "alerts/settings",
    "state/settings",
    "runtime/settings",
  ],
  app: [
    "kafka",
    "kafka/messages",
    "kafka/transport",
    "kafka/settings",
    "history",
    "anomaly",
    "anomaly/settings",
    "metrics",
    "metrics/settings",
    "http",
    "http/settings",
    "web",
    "lag",
    "lag/settings",
    "jvm",
    "jvm/settings",
    "state",
    "state/settings",
    "api",
    "burrow",
    "alerts",
    "alerts/settings",
    "settings",
    "runtime/settings",
  ],
  cli: ["app", "settings"],
};

/** Where each package may be imported; `*` stands for every room's settings. */
export const PACKAGE_ROOMS: Readonly<Record<string, readonly string[]>> = {
  kafkajs: ["kafka/transport"],
  "aws-msk-iam-sasl-signer-js": ["kafka/transport"],
  "prom-client": ["metrics"],
  hono: ["http", "web", "api", "burrow"],
  zod: [
    "kafka/settings",
    "kafka/transport/settings",
    "anomaly/settings",
    "metrics/settings",
    "http/settings",
    "alerts/settings",
    "jvm/settings",
    "state/settings",
    "runtime/settings",
    "settings",
    "lag/settings",
  ],
  commander: ["cli"],
  "string-width": ["cli"],
  yaml: ["settings"],
  re2js: ["runtime"],
  "node:buffer": ["kafka/transport"],
  "node:crypto": ["alerts"],
  "node:net": ["kafka/transport"],
  "node:tls": ["kafka/transport", "cli"],
  "node:events": ["metrics"],
  "node:process": ["metrics"],
  "node:zlib": ["metrics"],
  "node:sqlite": ["state"],
  "node:timers": ["runtime"],
};

/** The room of a file of src, or of main.ts; undefined for other files. */
export function roomOf(file: string): string | undefined {
  if (file === "main.ts") return "main";
  const [, room, second] = /^src\/(\w+)\/(.+)$/.exec(file) ?? [];
  if (room === undefined || second === undefined) return undefined;
  if (second === "transport/settings.ts") return "kafka/transport/settings";
  // A large room's settings are in several files, one in each of its folders.
  if (/^(\w+\/)?settings\.ts$/.test(second)) return `${room}/settings`;
  if (room !== "kafka") return room;
  if (second === "errors.ts") return "kafka/errors";
  const inner = /^(wire|messages|transport)\//.exec(second)?.[1];
  return inner === undefined ? room : `${room}/${inner}`;
}

/** Edges that the table does not allow, as "from → to". */
export function forbiddenEdges(
  edges: readonly Edge[],
  allowed: Readonly<Record<string, readonly string[]>>,
): string[] {
  return edges.filter(({ from, to }) => {
    const [source, target] = [roomOf(from), roomOf(to)];
    if (source === undefined) return false;
    if (target === undefined) {
      const isExported = /^(deno\.json|config\/.*|docs\/runbooks\/\w+\.md)$/.test(to);
      return !(source === "cli" && isExported) && !isAsset(to);
    }
    if (houseRoom(source) === houseRoom(target)) return false;
    const open = source !== "model" && OPEN_ROOMS.includes(target);
    return !open && !(allowed[source] ?? []).includes(target);
  }).map(({ from, to }) => `${from} → ${to}`);
}

/** Packages that are imported where they do not belong, as "file: package". */
export function misplacedPackages(
  packages: readonly { file: string; name: string }[],
  allowed: Readonly<Record<string, readonly string[]>>,
): string[] {
  return packages.filter(({ file, name }) => {
    const room = roomOf(file);
    return room !== undefined && !(allowed[name] ?? []).includes(room);
  }).map(({ file, name }) => `${file}: ${name}`);
}

/** The room that a room's settings or errors belong to: `http` for `http/settings`. */
export function houseRoom(room: string): string {
  return room.replace(/\/settings$/, "");
}

/** The edges between rooms instead of files. */
export function roomEdges(edges: readonly Edge[]): Edge[] {
  return edges.flatMap(({ from, to }) => {
    const [source, target] = [roomOf(from), roomOf(to)];
    if (source === undefined || target === undefined) return [];
    const edge = { from: houseRoom(source), to: houseRoom(target) };
    return edge.from === edge.to ? [] : [edge];
  });
}

function isAsset(path: string): boolean {
  return path.startsWith("src/") && /\.(css|js|svg|yaml)$/.test(path);
}
