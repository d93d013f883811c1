import { Command } from "commander";
import { type Address, formatAddress } from "../runtime/address.ts";
import { withDeadline } from "../runtime/deadline.ts";
import { ExitCode } from "../runtime/exit_code.ts";
import type { CliIo, Finish } from "./cli_io.ts";
import { explain } from "./explain.ts";
import { getOwnPage, type PageAnswer } from "./get_own_page.ts";
import { addSettingOptions, settingsOf } from "./setting_options.ts";
import { UsageError } from "./usage_error.ts";

const TIMEOUT_MS = 3_000;

/** Where this machine's own program listens, and whether with HTTPS. */
interface OwnListener {
  readonly listenAddress: Address;
  readonly tls: unknown;
}

const HELP = `
Exit code 0 if the program answers, 1 if it does not: made for HEALTHCHECK in a container.
It asks whether the process is alive; to ask about Kafka as well, give
  --url http://127.0.0.1:9308/readyz?kafka=1
`;

/** `healthcheck`: asks the program that runs on this machine whether it is well. */
export function healthcheckCommand(io: CliIo, finish: Finish): Command {
  const command = new Command("healthcheck")
    .description("ask the program that runs on this machine whether it is well")
    .option("--url <URL>", "ask this address instead of /healthz of the listen address")
    .addHelpText("after", HELP);
  addSettingOptions(command, ({ flag }) => /^(web\.listen-address|server\.tls\.)/.test(flag));
  return command.action(async (options: { url?: string }) => {
    const url = options.url ?? localUrl((await settingsOf(command, io)).settings.web);
    if (!URL.canParse(url) || !/^https?:/.test(url)) {
      throw new UsageError([
        `--url: ${JSON.stringify(url)} is not a URL: write it like http://127.0.0.1:9308/healthz`,
      ]);
    }
    finish(await check(url, options.url === undefined && url.startsWith("https:"), io));
  });
}

/** Where a listener of this machine answers: any-address becomes loopback. */
export function localUrl({ listenAddress, tls }: OwnListener): string {
  const { host, port } = listenAddress;
  if (port === 0) {
    throw new UsageError(["Port 0 is chosen at the start and not known here: give --url"]);
  }
  const any: Readonly<Record<string, string>> = {
    "": "127.0.0.1",
    "0.0.0.0": "127.0.0.1",
    "::": "::1",
  };
  const scheme = tls === undefined ? "http" : "https";
  return `${scheme}://${formatAddress({ host: any[host] ?? host, port })}/healthz`;
}

async function check(url: string, isOwnHttps: boolean, io: CliIo): Promise<number> {
  try {
    const get = isOwnHttps ? getOwnPage : getPage;
    const { status, text } = await withDeadline(
      (signal) => get(url, signal),
      TIMEOUT_MS,
      `GET ${url}`,
    );
    if (status === 200) {
      io.out(`${text}\n`);
      return ExitCode.ok;
    }
    io.err(`GET ${url} answered ${status}: ${text}\n`);
  } catch (error) {
    io.err(`GET ${url} failed: ${explain(error)}\n`);
  }
  return ExitCode.failure;
}

async function getPage(url: string, signal: AbortSignal): Promise<PageAnswer> {
  const response = await fetch(url, { signal, redirect: "error" });
  return { status: response.status, text: (await response.text()).trim() };
}
