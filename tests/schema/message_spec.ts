import { textEntries } from "./zip_entries.ts";

/** A field of one of Kafka's message specifications, as its JSON has it. */
export interface FieldSpec {
  readonly name: string;
  readonly type: string;
  readonly versions: string;
  readonly nullableVersions?: string;
  readonly taggedVersions?: string;
  readonly flexibleVersions?: string;
  readonly tag?: number;
  readonly default?: string | number | boolean | null;
  readonly ignorable?: boolean;
  readonly fields?: readonly FieldSpec[];
}

export interface StructSpec {
  readonly name: string;
  readonly fields: readonly FieldSpec[];
}

export interface MessageSpec extends StructSpec {
  readonly apiKey: number;
  readonly validVersions: string;
  readonly flexibleVersions: string;
  readonly commonStructs?: readonly StructSpec[];
}

const JAR = new URL("../../.lab/kafka-4.3.1/libs/kafka-clients-4.3.1.jar", import.meta.url);
const FETCH = "mvn dependency:copy -Dartifact=org.apache.kafka:kafka-clients:4.3.1 " +
  "-DoutputDirectory=.lab/kafka-4.3.1/libs";

let texts: Map<string, string> | undefined;

/** Kafka's own specification of a message, for example "MetadataRequest". */
export function messageSpec(name: string): MessageSpec {
  texts ??= textEntries(readJar(), (entry) => entry.startsWith("common/message/"));
  const text = texts.get(`common/message/${name}.json`);
  if (text === undefined) throw new Error(`Kafka's specifications have no message ${name}`);
  return JSON.parse(withoutComments(text)) as MessageSpec;
}

function readJar(): Uint8Array {
  try {
    return Deno.readFileSync(JAR);
  } catch (cause) {
    throw new Error(`Kafka's message specifications are missing. Fetch them with:\n  ${FETCH}`, {
      cause,
    });
  }
}

function withoutComments(json: string): string {
  return json.replaceAll(/"(?:[^"\\]|\\.)*"|\/\/[^\n]*/g, (part) => part[0] === '"' ? part : "");
}

/** Whether a range such as "3+", "0-7", "5" or "none" has the version. */
export function hasVersion(range: string | undefined, version: number): boolean {
  const match = /^(\d+)(?:(\+)|-(\d+))?$/.exec(range ?? "none");
  if (match === null) return false;
  const [, from, open, to] = match;
  if (version < Number(from)) return false;
  return open !== undefined || version <= Number(to ?? from);
}
