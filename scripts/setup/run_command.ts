/** Runs a command to its end and gives its standard output; its failure is an error with all that it said. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Record<string, string> } = {},
): Promise<string> {
  const output = await new Deno.Command(command, {
    args: [...args],
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    ...options,
  }).output();
  const stdout = new TextDecoder().decode(output.stdout);
  if (output.success) return stdout;
  const said = stdout + new TextDecoder().decode(output.stderr);
  throw new Error(`${command} ${args.join(" ")} ended with ${output.code}:\n${said.slice(-4_000)}`);
}
