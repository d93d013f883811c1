import { conclude } from "./conclude.ts";
import { quickGate } from "./quick_gate.ts";

/** `deno task ok`: what takes less than a minute. */
conclude(await quickGate());
