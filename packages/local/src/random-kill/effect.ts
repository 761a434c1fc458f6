import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";

import { StepSemantics, type DurableContext } from "@aws/durable-execution-sdk-js";

import { leaveEffect } from "./effects.ts";

/** Leaves time to be killed between the effect and the checkpoint that tells of it. */
export async function effect(
  folder: string,
  execution: string,
  step: string,
  attempt: number,
): Promise<{ token: string }> {
  const token = randomUUID();
  leaveEffect(folder, { execution, step, attempt, token });
  await setTimeout(25);
  return { token };
}

/** A step that does nothing else. */
export function effectStep(
  context: DurableContext,
  folder: string,
  name: string,
  semantics = StepSemantics.AtLeastOncePerRetry,
): Promise<{ token: string }> {
  const execution = executionOf(context);
  return context.step(name, async ({ attempt }) => effect(folder, execution, name, attempt), {
    semantics,
    retryStrategy,
  });
}

export const retryStrategy = () => ({ shouldRetry: true, delay: { seconds: 1 } });

export function executionOf(context: DurableContext): string {
  return context.executionContext.durableExecutionArn;
}
