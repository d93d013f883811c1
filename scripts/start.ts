import { programFlags } from "./program_flags.ts";
import { PROJECT_ROOT } from "./project_root.ts";

/** `deno task start`: the program from source, with its own permissions and the arguments given. */
const child = new Deno.Command(Deno.execPath(), {
  args: ["run", "--frozen", ...programFlags, `${PROJECT_ROOT}main.ts`, ...Deno.args],
}).spawn();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, () => {
    try {
      child.kill(signal);
    } catch (error) {
      // It has ended by itself.
      if (!(error instanceof TypeError)) throw error;
    }
  });
}
Deno.exit((await child.status).code);
