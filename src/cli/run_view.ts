import type { Command } from "commander";
import { ExitCode } from "../runtime/exit_code.ts";
import { printable } from "../runtime/printable.ts";
import { sleep } from "../runtime/sleep.ts";
import { listenForStopSignals } from "../runtime/stop_signals.ts";
import type { CliIo } from "./cli_io.ts";
import { type Colour, type Paint, painter, wantsColours } from "./paint.ts";
import { TellingError, type ToldSource } from "./told_source.ts";
import { everyMs, sourceOf, type ViewOptions } from "./view_options.ts";

/** Moves to the top left and clears what is below. */
const CLEAR = "\u001b[H\u001b[J";

/** What one look shows. */
export interface Shown {
  readonly lines: readonly string[];
  /** What is missing, a sentence each. */
  readonly warnings: readonly string[];
  /** The same as the API told it. */
  readonly json: unknown;
}

/** What a look may use. */
export interface Screen {
  /** Characters of a line; Infinity where output is no terminal. */
  readonly width: number;
  readonly isTerminal: boolean;
  readonly paint: (colour: Colour) => Paint;
}

/** Gets and lays out what a command shows. */
export type Look = (source: ToldSource, screen: Screen, signal: AbortSignal) => Promise<Shown>;

/** Looks once, or with `--watch` until a signal comes; gives the exit code. */
export async function runView(
  command: Command,
  options: ViewOptions,
  io: CliIo,
  look: Look,
): Promise<number> {
  const waitMs = everyMs(options);
  const source = await sourceOf(command, options, io);
  const signals = listenForStopSignals();
  try {
    if (options.watch !== true) {
      tell(await lookOnce(source, look, io, signals.stop), options, io);
      return ExitCode.ok;
    }
    while (!signals.stop.aborted) {
      await lookAgain(source, look, options, io, signals.stop);
      await sleep(waitMs, signals.stop);
    }
    return ExitCode.ok;
  } catch (error) {
    if (signals.stop.aborted) return ExitCode.ok;
    if (!(error instanceof TellingError)) throw error;
    io.err(`error: ${printable(error.message).replaceAll("\\u000a", "\n")}\n`);
    return error.exitCode;
  } finally {
    signals.dispose();
    source.close();
  }
}

async function lookOnce(
  source: ToldSource,
  look: Look,
  io: CliIo,
  signal: AbortSignal,
): Promise<Shown> {
  const terminal = io.terminal();
  await source.read(signal);
  return await look(source, {
    width: terminal?.columns ?? Infinity,
    isTerminal: terminal !== undefined,
    paint: painter(wantsColours(terminal !== undefined, io.environment)),
  }, signal);
}

/** Shows what is known now, or why nothing is; the next look may have more luck. */
async function lookAgain(
  source: ToldSource,
  look: Look,
  options: ViewOptions,
  io: CliIo,
  signal: AbortSignal,
): Promise<void> {
  const rows = io.terminal()?.rows;
  try {
    const shown = await lookOnce(source, look, io, signal);
    if (rows === undefined) return tell(shown, options, io);
    const lines = [...shown.warnings.map(warning), ...shown.lines];
    const fitting = lines.length < rows ? lines : [
      ...lines.slice(0, rows - 2),
      `… ${lines.length - rows + 2} more lines`,
    ];
    io.out(CLEAR + laidOut({ ...shown, lines: fitting }, options));
  } catch (error) {
    if (!(error instanceof TellingError)) throw error;
    const text = `error: ${printable(error.message)}\n`;
    if (rows === undefined) io.err(text);
    else io.out(`${CLEAR}${text}`);
  }
}

function tell(shown: Shown, options: ViewOptions, io: CliIo): void {
  io.out(laidOut(shown, options));
  for (const sentence of shown.warnings) io.err(`${warning(sentence)}\n`);
}

function warning(sentence: string): string {
  return `warning: ${printable(sentence)}`;
}

function laidOut(
  { lines, json }: Omit<Shown, "warnings">,
  { json: wantsJson, watch }: ViewOptions,
): string {
  if (wantsJson !== true) return lines.map((line) => `${line}\n`).join("");
  return JSON.stringify(json, undefined, watch === true ? undefined : 2) + "\n";
}
