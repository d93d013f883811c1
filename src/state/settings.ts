import * as z from "zod";

/** Settings of what outlives a restart, as a file has them. */
export const stateFields = z.strictObject({
  dir: z.string().min(1, { error: "must not be empty" }).optional()
    .describe("Directory for what outlives a restart; without one, nothing does."),
});

/** Where state is kept; nowhere but in memory without a directory. */
export type StateSettings = z.output<typeof stateFields>;
