import type { OutputUnit } from "@cfworker/json-schema";
import type { InputProblem } from "@longhaul/api/client";

/**
 * What is wrong, once for each place, from a validator's full output: without the units that only say that something
 * below them is wrong, and of a choice (`oneOf`, `anyOf`) only the branch that was meant.
 */
export function schemaErrors(units: readonly OutputUnit[]): InputProblem[] {
  const meant = units.filter((unit) => !isOfOtherBranch(unit, units));
  const leaves = meant.filter((unit) => !meant.some((other) => isBelow(other, unit)));
  const problems = new Map<string, InputProblem>();
  for (const unit of leaves) {
    const problem = problemOf(unit);
    if (!problems.has(problem.pointer)) problems.set(problem.pointer, problem);
  }
  return [...problems.values()];
}

const isBelow = (unit: OutputUnit, other: OutputUnit) =>
  unit.keywordLocation.startsWith(`${other.keywordLocation}/`);

const branches = /\/(?:oneOf|anyOf)\/(\d+)(?=\/|$)/g;

function isOfOtherBranch(unit: OutputUnit, units: readonly OutputUnit[]): boolean {
  for (const match of unit.keywordLocation.matchAll(branches)) {
    const choice = unit.keywordLocation.slice(
      0,
      match.index + match[0].length - (match[1]?.length ?? 0),
    );
    if (meantBranch(choice, units) !== match[1]) return true;
  }
  return false;
}

/** Keywords that say: another branch was meant. */
const tellers = new Set(["const", "enum", "type", "additionalProperties"]);

/** The branch whose tell-tale fields fit, then the one with the least wrong: its number as text. */
function meantBranch(choice: string, units: readonly OutputUnit[]): string | undefined {
  const scores = new Map<string, { tells: number; all: number }>();
  for (const { keyword, keywordLocation } of units) {
    if (!keywordLocation.startsWith(choice)) continue;
    const branch = keywordLocation.slice(choice.length).split("/")[0] ?? "";
    const score = scores.get(branch) ?? { tells: 0, all: 0 };
    scores.set(branch, {
      tells: score.tells + (tellers.has(keyword) ? 1 : 0),
      all: score.all + 1,
    });
  }
  const [best] = [...scores].toSorted(([, a], [, b]) => a.tells - b.tells || a.all - b.all);
  return best?.[0];
}

function problemOf({ keyword, instanceLocation, error }: OutputUnit): InputProblem {
  const pointer = instanceLocation.replace(/^#/, "");
  if (keyword === "required") {
    const name = /property "(.*)"\.?$/.exec(error)?.[1] ?? "";
    return { pointer: `${pointer}/${escapePointer(name)}`, message: "Fill this in." };
  }
  if (
    keyword === "false" ||
    keyword === "additionalProperties" ||
    keyword === "unevaluatedProperties"
  ) {
    return { pointer, message: "This is not expected here." };
  }
  return { pointer, message: messages[keyword] ?? error };
}

/** In place of messages that speak of the schema rather than of what to do. */
const messages: Record<string, string> = {
  oneOf: "Choose one of the kinds.",
  anyOf: "This fits none of the kinds that are allowed.",
  enum: "Choose one of the values.",
  const: "This has to be the given value.",
  pattern: "This does not have the form that is asked for.",
};

const escapePointer = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1");
