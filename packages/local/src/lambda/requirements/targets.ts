import {
  InvokeError,
  withDurableExecution,
  type DurableContext,
} from "@aws/durable-execution-sdk-js";
import { z } from "zod";

import type { InvocationContext } from "../runtime/invocation-context.ts";
import { Scratch } from "./scratch.ts";

/** What the requirements invoke. */

const numberSchema = z.object({ n: z.number(), folder: z.string().optional() });

function double(input: unknown): number {
  const { n, folder } = numberSchema.parse(input);
  if (folder !== undefined) new Scratch(folder).note(`doubled ${n}`);
  return n * 2;
}

export const doublePlain = async (input: unknown): Promise<number> => double(input);

export const doubleDurable = withDurableExecution((input: unknown, context) =>
  context.step("double", async () => double(input)),
);

export const echoPlain = async (input: unknown): Promise<unknown> => input;

export const echoDurable = withDurableExecution(async (input: unknown) => input);

export async function failPlain(): Promise<never> {
  throw new RangeError("out of range");
}

/** Throws what is no Error. */
export async function failWithPlain(thrown: unknown): Promise<never> {
  throw thrown;
}

export async function crashPlain(): Promise<never> {
  process.exit(1);
}

/** Its error carries data, as errors of the SDK may. */
export const failDurable = withDurableExecution(async () => {
  throw new InvokeError("refused", undefined, '{"code":7}');
});

/** Lasts until it is ended from outside. */
export const waitDurable = withDurableExecution(async (_input: unknown, context) => {
  const [answer] = await context.createCallback("never");
  return answer;
});

const sizeSchema = z.object({ characters: z.number() });

export const largePlain = async (input: unknown): Promise<string> =>
  "x".repeat(sizeSchema.parse(input).characters);

export const largeDurable = withDurableExecution((input: unknown) => largePlain(input));

/** Calls itself with one less, until there is nothing left. */
export const countDown = withDurableExecution(async (input: unknown, context: DurableContext) => {
  const { n } = numberSchema.parse(input);
  if (n === 0) return "landed";
  return context.invoke<unknown, string>("next", "countDown:$LATEST", { n: n - 1 });
});

/** Fails until the given number of calls. */
export async function flakyPlain(input: unknown): Promise<string> {
  const { n, folder } = numberSchema.parse(input);
  const scratch = new Scratch(folder ?? "");
  scratch.note("called");
  const calls = scratch.notes().length;
  if (calls < n) throw new Error(`call ${calls} failed`);
  return `call ${calls} succeeded`;
}

const napSchema = z.object({ folder: z.string().optional() });

export const sleepDurable = withDurableExecution(async (input: unknown, context) => {
  const { folder } = napSchema.parse(input);
  if (folder !== undefined) await context.step(async () => new Scratch(folder).note("naps"));
  await context.wait("nap", { hours: 1 });
  return "slept";
});

export async function tenantPlain(
  _input: unknown,
  { tenantId = "nobody" }: InvocationContext,
): Promise<string> {
  return tenantId;
}

export const tenantDurable = withDurableExecution(
  async (_input: unknown, { lambdaContext }) => lambdaContext.tenantId ?? "nobody",
);
