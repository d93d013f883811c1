/** One import or re-export, of code or of types alone, as it is written in a file. */
export interface Import {
  readonly file: string;
  readonly specifier: string;
}

const CLAUSE = String.raw`(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\w+(?:\s*,\s*\{[^}]*\})?|\{[^}]*\})`;
const STATEMENTS = [
  new RegExp(String.raw`^(?:import|export)\s+${CLAUSE}\s+from\s+"([^"]+)"`, "gm"),
  /^import\s+"([^"]+)"/gm,
  /\bimport\(\s*"([^"]+)"/g,
];

/**
 * Everything that a file imports. It relies on the formatter: statements begin at the start of a
 * line and use double quotes.
 */
export function importsOf(file: string, text: string): Import[] {
  return STATEMENTS.flatMap((statement) => [...text.matchAll(statement)])
    .map(([, specifier]) => ({ file, specifier: specifier! }));
}

/** An edge from a file to a file of the project; both are paths from its root. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

/** The edges among the project's own files. */
export function edgesOf(imports: readonly Import[]): Edge[] {
  return imports.filter(({ specifier }) => specifier.startsWith("."))
    .map(({ file, specifier }) => ({
      from: file,
      to: new URL(specifier, `file:///${file}`).pathname.slice(1),
    }));
}

/** The npm and Node.js packages that are imported: `hono` for `hono/cors`. */
export function packagesOf(imports: readonly Import[]): { file: string; name: string }[] {
  return imports.filter(({ specifier }) => !specifier.startsWith("."))
    .map(({ file, specifier }) => ({
      file,
      name: specifier.startsWith("@")
        ? specifier.split("/").slice(0, 2).join("/")
        : specifier.split("/")[0]!,
    }));
}

/** The first cycle that is found, as a path that ends where it begins; undefined without one. */
export function findCycle(edges: readonly Edge[]): string[] | undefined {
  const targets = Map.groupBy(edges.filter(({ from, to }) => from !== to), ({ from }) => from);
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): string[] | undefined => {
    const at = path.indexOf(node);
    if (at >= 0) return [...path.slice(at), node];
    if (done.has(node)) return undefined;
    for (const { to } of targets.get(node) ?? []) {
      const cycle = visit(to, [...path, node]);
      if (cycle !== undefined) return cycle;
    }
    done.add(node);
    return undefined;
  };
  for (const node of targets.keys()) {
    const cycle = visit(node, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

/** Files that cannot be reached from the start along the edges. */
export function unreachable(
  start: string,
  files: readonly string[],
  edges: readonly Edge[],
): string[] {
  const targets = Map.groupBy(edges, ({ from }) => from);
  const reached = new Set([start]);
  for (const file of reached) for (const { to } of targets.get(file) ?? []) reached.add(to);
  return files.filter((file) => !reached.has(file));
}
