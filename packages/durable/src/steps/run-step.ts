import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { DomainError } from "@longhaul/core/error";

import { retry } from "../retry.ts";

/** One checkpointed step around a verb of the domain, which is safe to repeat. `name` is unique in its context. */
export async function runStep<Result>(
  context: DurableContext,
  name: string,
  verb: () => Promise<Result>,
): Promise<Result> {
  return context.step(name, () => verb().catch(throwNamed), { retryStrategy: retry });
}

/** The checkpoint keeps an error's name and message only, so its code becomes the name. */
function throwNamed(error: unknown): never {
  throw error instanceof DomainError ? Object.assign(error, { name: error.code }) : error;
}
