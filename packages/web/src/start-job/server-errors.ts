import type { InputProblem } from "@longhaul/api/client";
import { type ErrorSchema, ErrorSchemaBuilder } from "@rjsf/utils";

import { pathOfPointer } from "./json-pointer.ts";

export interface ServerErrors {
  /** Of the job type's own fields, as the generated form takes them. */
  input: ErrorSchema;
  /** Of the rest of the request, by pointer: `/name`, `/timeouts/jobSeconds`. */
  fields: ReadonlyMap<string, string>;
}

/** What the API found wrong, at the fields where it can be put right. */
export function serverErrors(problems: readonly InputProblem[]): ServerErrors {
  const builder = new ErrorSchemaBuilder();
  const fields = new Map<string, string>();
  for (const { pointer, message } of problems) {
    const [first, ...rest] = pathOfPointer(pointer);
    if (first === "input") builder.addErrors(message, rest);
    else fields.set(pointer, message);
  }
  return { input: builder.ErrorSchema, fields };
}
