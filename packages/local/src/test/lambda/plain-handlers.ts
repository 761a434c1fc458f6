import { appendFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import type { InvocationContext } from "../../lambda/runtime/invocation-context.ts";

const event = z.object({
  say: z.string().optional(),
  fail: z.string().optional(),
  crash: z.enum(["exit", "kill", "reject"]).optional(),
  hang: z.boolean().optional(),
  note: z.string().optional(),
});

/** Does what its event says. */
export async function plain(input: unknown, context: InvocationContext): Promise<unknown> {
  const { say, fail, crash, hang, note } = event.parse(input);
  if (note !== undefined)
    appendFileSync(join(process.env["TEST_DIR"] ?? ".", "notes"), `${note}\n`);
  if (say !== undefined) console.log(say);
  if (fail !== undefined) throw new RangeError(fail);
  if (crash === "exit") process.exit(3);
  if (crash === "kill") process.kill(process.pid, "SIGKILL");
  if (crash === "reject") void Promise.reject(new Error("nobody listens"));
  if (hang === true || crash !== undefined) await new Promise(() => {});
  return {
    input,
    pid: process.pid,
    functionName: context.functionName,
    functionVersion: context.functionVersion,
    invokedFunctionArn: context.invokedFunctionArn,
    remaining: context.getRemainingTimeInMillis(),
    clientContext: context.clientContext,
    environment: process.env,
  };
}
