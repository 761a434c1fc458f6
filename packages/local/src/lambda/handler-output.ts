import { z } from "zod";

import { parseLikeAws } from "../parse-input.ts";
import { errorObject } from "./error-object.ts";

const output = z.object({
  Status: z.string(),
  Result: z.string().optional(),
  Error: errorObject.optional(),
});

export type HandlerOutput =
  | { status: "PENDING" }
  | { status: "SUCCEEDED"; result: string | undefined }
  | { status: "FAILED"; error: z.output<typeof errorObject> };

/** What a durable handler returned. A string says why it is refused, in the words of AWS's emulators. */
export function readHandlerOutput(payload: string): HandlerOutput | string {
  const parsed = parseLikeAws(output, JSON.parse(payload === "" ? "null" : payload));
  if (!parsed.success) return "Invalid Status in invocation output.";
  const { Status, Result, Error: error } = parsed.data;
  switch (Status) {
    case "PENDING":
      return { status: "PENDING" };
    case "SUCCEEDED":
      if (error) return "Cannot provide an Error for SUCCEEDED status.";
      return { status: "SUCCEEDED", result: Result };
    case "FAILED":
      if (Result) return "Cannot provide a Result for FAILED status.";
      return { status: "FAILED", error: error ?? {} };
    default:
      return "Invalid Status in invocation output.";
  }
}
