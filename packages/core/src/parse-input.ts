import type { z } from "zod";

import { DomainError, type InputProblem } from "./error.ts";

/** Parses what came from outside; throws `invalid_input` with a JSON pointer for everything that is wrong. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  at = "",
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = inputProblems(parsed.error, at);
  const [first] = problems;
  throw new DomainError(
    "invalid_input",
    first === undefined
      ? "The input is not valid."
      : `${first.pointer || "The body"}: ${first.message}`,
    problems,
  );
}

export function inputProblems(error: z.ZodError, at = ""): InputProblem[] {
  return error.issues.flatMap((issue) => {
    const pointer = at + issue.path.map(pointerStep).join("");
    if (issue.code !== "unrecognized_keys") return [{ pointer, message: issue.message }];
    return issue.keys.map((key) => ({
      pointer: pointer + pointerStep(key),
      message: "there is no such field",
    }));
  });
}

const pointerStep = (key: PropertyKey): string => `/${escapePointer(String(key))}`;

/** RFC 6901, section 3. */
const escapePointer = (key: string) => key.replaceAll("~", "~0").replaceAll("/", "~1");
