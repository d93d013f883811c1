import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";

/** The API's own description of itself. */
export const OPENAPI = parse(
  await Deno.readTextFile(new URL("../../src/api/openapi.yaml", import.meta.url)),
);

const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
ajv.addVocabulary(["openapi", "info", "servers", "tags", "paths", "components"]);
ajv.addSchema({ ...OPENAPI, $id: "openapi" });

/** What is wrong with an answer of a path, as `/groups/{group}`, by the description. */
export function openapiProblems(
  path: string,
  status: number,
  body: unknown,
  method = "get",
): unknown {
  const parts = ["paths", path, method, "responses", String(status), "content"];
  const pointer = [...parts, "application/json", "schema"]
    .map((part) => part.replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
  const ref = status < 300 ? pointer : "components/schemas/Problem";
  const validate = ajv.compile({ $ref: encodeURI(`openapi#/${ref}`) });
  return validate(body) === true ? undefined : validate.errors;
}
