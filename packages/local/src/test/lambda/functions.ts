import { join } from "node:path";

import type { FunctionOptions } from "../../options.ts";

const plainModule = join(import.meta.dirname, "plain-handlers.ts");
const durableModule = join(import.meta.dirname, "durable-handlers.ts");
const scriptModule = join(import.meta.dirname, "script-handler.ts");

export const plainFunction: FunctionOptions = {
  name: "plain",
  module: plainModule,
  export: "plain",
  environment: { GREETING: "hello" },
  memoryMb: 256,
};

/** An export of the durable fixtures as a function of the same name. */
export function durableFunction(
  name: string,
  { executionTimeoutSeconds = 600, retentionPeriodInDays = 1 } = {},
): FunctionOptions {
  return {
    name,
    module: durableModule,
    export: name,
    durable: { executionTimeoutSeconds, retentionPeriodInDays },
  };
}

export const scriptFunction: FunctionOptions = {
  name: "scripted",
  module: scriptModule,
  export: "scripted",
  durable: { executionTimeoutSeconds: 600, retentionPeriodInDays: 1 },
};

export const selfCompletingFunction: FunctionOptions = {
  ...scriptFunction,
  name: "self-completing",
  module: join(import.meta.dirname, "self-completing-handler.ts"),
  export: "selfCompleting",
};

/** Its handler does what a `HeldExecution` says. */
export const heldFunction: FunctionOptions = {
  ...scriptFunction,
  name: "held",
  module: join(import.meta.dirname, "held-handler.ts"),
  export: "held",
};
