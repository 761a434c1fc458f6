import { appendFileSync } from "node:fs";
import { join } from "node:path";

import type { InvocationContext } from "../lambda/runtime/invocation-context.ts";

/** Writes down what it receives. */
export async function record(event: unknown, { functionName }: InvocationContext): Promise<void> {
  const file = join(process.env["TEST_DIR"] ?? ".", "invocations.ndjson");
  appendFileSync(file, `${JSON.stringify({ functionName, event })}\n`);
}
