import { XMLParser } from "fast-xml-parser";

/** What a JUnit report of Deno says: how many tests and steps ran, and those that did not pass. */
export interface TestReport {
  readonly total: number;
  /** File, name and message of each test and step that failed or was ignored. */
  readonly failures: readonly string[];
}

/** The part of a JUnit report that is read; https://github.com/testmoapp/junitxml describes it. */
interface JUnit {
  readonly testsuites?: { readonly testsuite?: readonly { readonly testcase?: readonly Case[] }[] };
}

interface Case {
  readonly name: string;
  readonly classname: string;
  readonly failure?: string;
  readonly error?: string;
  readonly skipped?: string;
}

const LISTS: readonly string[] = ["testsuite", "testcase"];
const parser = new XMLParser({
  ignoreAttributes: (name) => name !== "name" && name !== "classname",
  attributeNamePrefix: "",
  parseTagValue: false,
  isArray: (tag) => LISTS.includes(tag),
});

/** Lines of a message that are shown again. */
const SHOWN_LINES = 25;

/** Reads a report; a text that is none has no tests. */
export function readReport(junit: string): TestReport {
  const suites = (parser.parse(junit) as JUnit).testsuites?.testsuite ?? [];
  const cases = suites.flatMap((suite) => suite.testcase ?? []);
  return { total: cases.length, failures: cases.flatMap(failure) };
}

function failure(test: Case): string[] {
  const said = test.failure ?? test.error ?? (test.skipped === undefined ? undefined : "ignored");
  if (said === undefined) return [];
  const lines = textOf(said).split("\n").slice(0, SHOWN_LINES).join("\n  ");
  return [`${test.classname}: ${test.name}\n  ${lines}`];
}

/** A tag with attributes is an object with its text. */
function textOf(tag: string | { readonly "#text"?: string }): string {
  return typeof tag === "string" ? tag : tag["#text"] ?? "";
}
