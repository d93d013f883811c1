/** From here on the program may not write files, whatever it was started with. */
export async function giveUpWriting(): Promise<void> {
  await Deno.permissions.revoke({ name: "write" });
}
