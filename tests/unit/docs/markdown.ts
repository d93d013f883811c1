const ROOT = new URL("../../../", import.meta.url);

/** A Markdown document of the project: the text, and its path from the project's folder. */
export interface Document {
  readonly path: string;
  readonly text: string;
}

/** Rows of a table, each as its cells by the heads of their columns. */
export type Rows = readonly Readonly<Record<string, string>>[];

export async function readDocument(path: string): Promise<Document> {
  return { path, text: await Deno.readTextFile(new URL(path, ROOT)) };
}

/** The documents in the project's folder and below `docs/` and `config/`, in any depth. */
export async function allDocuments(): Promise<Document[]> {
  const documents: Document[] = [];
  for (const folder of ["", "docs/", "config/"]) {
    for (const path of await markdownIn(folder, folder !== "")) {
      documents.push(await readDocument(path));
    }
  }
  return documents;
}

async function markdownIn(folder: string, deep: boolean): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name, isFile, isDirectory } of Deno.readDir(new URL(folder || ".", ROOT))) {
    if (isFile && name.endsWith(".md")) paths.push(folder + name);
    if (isDirectory && deep) paths.push(...await markdownIn(`${folder}${name}/`, true));
  }
  return paths.sort();
}

/** All rows of the document's tables whose first column has this head. */
export function rowsOf({ path, text }: Document, firstHead: string): Rows {
  const rows: Record<string, string>[] = [];
  let heads: readonly string[] | undefined;
  for (const line of text.split("\n")) {
    if (!line.startsWith("|")) heads = undefined;
    else if (heads === undefined) heads = cellsOf(line);
    else if (heads[0] === firstHead && !/^[|\s:-]+$/.test(line)) {
      const cells = cellsOf(line);
      if (cells.length !== heads.length) throw new Error(`${path}: other columns in ${line}`);
      rows.push(Object.fromEntries(heads.map((head, index) => [head, cells[index]!])));
    }
  }
  if (rows.length === 0) throw new Error(`${path} has no table that begins with ${firstHead}`);
  return rows;
}

/** The cells between bars; an escaped bar belongs to its cell. */
function cellsOf(line: string): string[] {
  return line.trim().slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim());
}

/** The text inside the only pair of backticks that the cell consists of; the cell if there is none. */
export function code(cell: string): string {
  return /^`([^`]+)`$/.exec(cell)?.[1] ?? cell;
}

/** All texts inside backticks. */
export function codes(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((found) => found[1]!);
}

/** Links to files of the project that do not lead to one, or not to a heading that is there. */
export async function brokenLinks({ path, text }: Document): Promise<string[]> {
  const broken: string[] = [];
  for (const target of localLinks(text)) {
    const [file = "", anchor] = target.split("#", 2);
    const there = file === "" ? text : await textOfFile(new URL(file, new URL(path, ROOT)));
    const isThere = there !== undefined &&
      (anchor === undefined || anchorsOf(there).includes(anchor));
    if (!isThere) broken.push(`${path}: ${target}`);
  }
  return broken;
}

/** What the project's file holds; nothing for a folder; undefined if there is no such thing. */
async function textOfFile(url: URL): Promise<string | undefined> {
  if (!url.href.startsWith(ROOT.href)) return undefined;
  const found = await Deno.stat(url).catch(() => undefined);
  return found?.isFile ? await Deno.readTextFile(url) : found && "";
}

/** Targets of links and images that name no scheme. */
export function localLinks(text: string): string[] {
  const prose = text.replaceAll(/^```[^]*?^```/gm, "").replaceAll(/`[^`\n]*`/g, "");
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)/g)];
  const defined = [...prose.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)];
  return [...inline, ...defined].map((found) => found[1]!)
    .filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target));
}

/** The anchors that headings get: lower case, without punctuation, with dashes for spaces. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map((found) =>
    found[1]!.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-")
  );
}
