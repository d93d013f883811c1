import { Ajv2020 } from "ajv/dist/2020.js";
// As text, as the program has it: one module cannot be both.
import schema from "../../../config/schemas/alert-event.v1.schema.json" with { type: "text" };

const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
const validate = ajv.compile(JSON.parse(schema));

/** What is wrong with a published event by the schema that is shipped; empty if nothing is. */
export function schemaProblems(value: unknown): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
