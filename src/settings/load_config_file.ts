import type { ConfigDocument } from "./config_document.ts";

/** A settings file is some hundred lines; what is larger is something else. */
const MOST_BYTES = 1 << 20;

/** Reads a settings file. Rejects with an error whose message is a sentence for the user. */
export async function loadConfigFile(path: string): Promise<ConfigDocument> {
  const fail = (why: string, cause?: unknown) =>
    new Error(`${path}: cannot be read: ${why}`, { cause });
  let bytes: Uint8Array;
  try {
    const { size, isDirectory } = await Deno.stat(path);
    if (isDirectory) throw fail("it is a directory, name a file");
    if (size > MOST_BYTES) throw fail(`it has ${size} bytes, which no settings file has`);
    bytes = await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw fail("there is no such file", error);
    if (error instanceof Deno.errors.PermissionDenied) {
      throw fail("permission denied, let the program's user read it", error);
    }
    throw error;
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw fail("it is not UTF-8 text", error);
  }
  // Loaded here, so that the program starts sooner where there is no such file.
  const { ConfigDocument } = await import("./config_document.ts");
  return new ConfigDocument({ path, text });
}
