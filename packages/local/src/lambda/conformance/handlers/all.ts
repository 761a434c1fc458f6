import { withDurableExecution } from "@aws/durable-execution-sdk-js";

import { callback } from "./callback.ts";
import { child } from "./child.ts";
import { step } from "./step.ts";
import { waitForCallback } from "./wait-for-callback.ts";
import { waitForCondition } from "./wait-for-condition.ts";
import { wait } from "./wait.ts";

const handlers = {
  ...step,
  ...wait,
  ...child,
  ...callback,
  ...waitForCondition,
  ...waitForCallback,
};

/** Every requirement's handler in one function; the execution's name begins with the requirement's id. */
export const handler = withDurableExecution((input: unknown, context) => {
  const name = context.executionContext.durableExecutionArn.split("/").at(-2) ?? "";
  const [id = ""] = name.split("_");
  const handle = handlers[id];
  if (handle === undefined) throw new Error(`no handler for requirement ${id}`);
  return handle(input, context);
});
