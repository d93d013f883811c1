/**
 * Kills every process that was registered with it and removes its folder as soon as its owner ends,
 * however that happens: it waits for the end of a pipe that the owner's death closes. It runs in a
 * session of its own, so that Ctrl-C reaches the owner and not it.
 */
export class Janitor implements AsyncDisposable {
  /** A folder that lives as long as the owner. */
  readonly folder: string;
  readonly #child: Deno.ChildProcess;
  readonly #pipe: WritableStreamDefaultWriter<Uint8Array>;
  #started = 0;
  #disposed = false;

  private constructor(folder: string, child: Deno.ChildProcess) {
    this.folder = folder;
    this.#child = child;
    this.#pipe = child.stdin.getWriter();
  }

  static async start(prefix: string): Promise<Janitor> {
    const folder = await Deno.makeTempDir({ prefix });
    await Deno.mkdir(`${folder}/pids`);
    const child = new Deno.Command("setsid", {
      args: ["sh", "-c", SWEEP, "sh", folder],
      stdin: "piped",
      stdout: "null",
      stderr: "null",
    }).spawn();
    return new Janitor(folder, child);
  }

  /** Starts a command as the leader of a process group of its own, which the janitor will kill. */
  spawn(command: readonly string[], options: SpawnOptions = {}): Deno.ChildProcess {
    const { logFile, cores, ...streams } = options;
    // Where the janitor has swept already, nothing is started any more.
    const register = `echo $$ > "$1/pids/$2" || exit 1; shift 2`;
    const redirect = logFile === undefined ? "" : ` >>"${logFile}" 2>&1`;
    return new Deno.Command("setsid", {
      args: [
        "sh",
        "-c",
        `${register}; exec "$@"${redirect}`,
        "sh",
        this.folder,
        String(++this.#started),
        ...cores === undefined ? [] : ["taskset", "--cpu-list", cores],
        ...command,
      ],
      stdin: "null",
      stdout: "null",
      stderr: "null",
      ...streams,
    }).spawn();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    await this.#pipe.close();
    await this.#child.status;
  }
}

/** Where the streams of a process go; with a log file, what it says is appended to that. */
export interface SpawnOptions {
  readonly logFile?: string;
  /** Those that it may run on, as `0-3`, counted from 0 (taskset(1)); all without it. */
  readonly cores?: string;
  readonly stdin?: "piped";
  readonly stdout?: "piped";
  readonly stderr?: "piped" | "inherit";
}

/**
 * What has not registered when the folder of pids is moved away cannot any more. Twice, for one
 * that had made its file and not written it yet.
 */
const SWEEP = `
cat >/dev/null
mv "$1/pids" "$1/swept"
for round in 1 2; do
  for file in "$1"/swept/*; do
    [ -e "$file" ] && kill -s KILL -- "-$(cat "$file")"
  done 2>/dev/null
  sleep 0.1
done
rm -rf "$1"
`;
