import { PROJECT_ROOT } from "../../scripts/project_root.ts";
import { runCommand } from "../../scripts/setup/run_command.ts";
import { withFileLock } from "../../scripts/setup/with_file_lock.ts";

const SOURCE = `${PROJECT_ROOT}tests/config/compose_loader/`;
const FILES = ["main.go", "go.mod", "go.sum"];

/** A service of a compose file, as far as tests ask. */
export interface ComposeService {
  readonly image: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly { readonly host_ip?: string; readonly published: string }[];
  readonly volumes?: readonly {
    readonly type: string;
    readonly source: string;
    readonly target: string;
  }[];
  readonly healthcheck?: object;
  readonly mem_limit?: string;
  readonly depends_on?: Readonly<Record<string, object>>;
  readonly networks?: Readonly<Record<string, unknown>>;
}

/** Loads a compose file with Docker Compose's own loader; what that refuses is an error. */
export async function loadCompose(
  file: string,
  profiles: readonly string[],
): Promise<Readonly<Record<string, ComposeService>>> {
  const loaded = await runCommand(await buildLoader(), [file, profiles.join(",")]);
  return (JSON.parse(loaded) as { services: Record<string, ComposeService> }).services;
}

/** Builds the loader once for each state of its source, into an ignored folder. */
async function buildLoader(): Promise<string> {
  const texts = await Promise.all(FILES.map((name) => Deno.readTextFile(SOURCE + name)));
  const bytes = new TextEncoder().encode(texts.join("\n"));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex().slice(0, 16);
  const folder = `${PROJECT_ROOT}.lab/compose-loader-${hash}`;
  const binary = `${folder}/compose-loader`;
  await Deno.mkdir(folder, { recursive: true });
  await withFileLock(`${folder}/lock`, async () => {
    if (await Deno.stat(binary).then(() => true, () => false)) return;
    await runCommand("go", ["build", "-o", binary, "."], { cwd: SOURCE }).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      throw new Error("Missing: go, 1.24 or newer (https://go.dev/doc/install)");
    });
  });
  return binary;
}
