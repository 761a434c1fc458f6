import { join } from "node:path";

import type { FunctionOptions } from "../../options.ts";

const handlerModule = join(import.meta.dirname, "handler.ts");
const targetModule = join(import.meta.dirname, "targets.ts");
const daySeconds = 86_400;

function plain(name: string): FunctionOptions {
  return { name, module: targetModule, export: name };
}

function durable(name: string, executionTimeoutSeconds = daySeconds): FunctionOptions {
  return { ...plain(name), durable: { executionTimeoutSeconds, retentionPeriodInDays: 1 } };
}

/** The function of the workflows, and those that they invoke. */
export const requirementFunctions: FunctionOptions[] = [
  { ...durable("requirements"), module: handlerModule, export: "handler" },
  plain("doublePlain"),
  durable("doubleDurable"),
  plain("echoPlain"),
  durable("echoDurable"),
  plain("failPlain"),
  durable("failDurable"),
  plain("failWithPlain"),
  plain("crashPlain"),
  plain("flakyPlain"),
  durable("waitDurable", 600),
  plain("largePlain"),
  durable("largeDurable"),
  durable("countDown"),
  durable("sleepDurable"),
  plain("tenantPlain"),
  durable("tenantDurable"),
];
