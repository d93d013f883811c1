/** A secret itself, or the file that holds it (a line end after it does not count). */
export type Secret = { readonly value: string } | { readonly file: string };

/** The secret of a settings section that has `x` and `x_file`; one of them must be given. */
export function toSecret(value: string | undefined, file: string | undefined): Secret {
  return file === undefined ? { value: value ?? "" } : { file };
}

/** The secret itself; a line end after it in a file does not count. */
export async function readSecret(secret: Secret): Promise<string> {
  if ("value" in secret) return secret.value;
  return (await readTextFile(secret.file)).replace(/\r?\n$/, "");
}

/** Rejects with an error that names the file, why it cannot be read, and never what it holds. */
export async function readTextFile(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (cause) {
    throw new Error(`the file ${path} cannot be read: ${reasonOf(cause)}`, { cause });
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "there is none";
  if (error instanceof Deno.errors.PermissionDenied) return "permission denied";
  if (error instanceof Deno.errors.IsADirectory) return "it is a directory";
  return error instanceof Error ? error.message : String(error);
}
