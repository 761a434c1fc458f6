import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import {
  StepSemantics,
  withDurableExecution,
  type DurableContext,
} from "@aws/durable-execution-sdk-js";
import { z } from "zod";

const folder = () => process.env["TEST_DIR"] ?? ".";

/** Leaves a line in `notes`, so that a test can count what ran. */
function note(line: string): void {
  appendFileSync(join(folder(), "notes"), `${line}\n`);
}

/** True the first time in all processes. */
function isFirst(what: string): boolean {
  const file = join(folder(), what);
  if (existsSync(file)) return false;
  writeFileSync(file, "");
  return true;
}

const noRetry = () => ({ shouldRetry: false });

async function noted(context: DurableContext, name: string): Promise<string> {
  return context.step(name, async () => {
    note(name);
    return name;
  });
}

/** Three steps with a wait after the first. */
export const steps = withDurableExecution(async (input: unknown, context) => {
  await noted(context, "one");
  await context.wait("pause", { minutes: 10 });
  await noted(context, "two");
  await noted(context, "three");
  return { input };
});

export const quick = withDurableExecution(async (input: unknown, context) =>
  context.step("only", async () => input),
);

export const failing = withDurableExecution(async (_input: unknown, context) =>
  context.step(
    "bad",
    async () => {
      throw new RangeError("out of range");
    },
    { retryStrategy: noRetry },
  ),
);

/** Waits for a callback whose id it leaves in the history. */
export const waiting = withDurableExecution(async (input: unknown, context) => {
  const { timeoutSeconds, heartbeatSeconds } = z
    .object({ timeoutSeconds: z.number().optional(), heartbeatSeconds: z.number().optional() })
    .parse(input);
  return context.waitForCallback("approval", async () => {}, {
    ...(timeoutSeconds === undefined ? {} : { timeout: { seconds: timeoutSeconds } }),
    ...(heartbeatSeconds === undefined ? {} : { heartbeatTimeout: { seconds: heartbeatSeconds } }),
  });
});

export const polling = withDurableExecution(async (_input: unknown, context) =>
  context.waitForCondition("poll", async (state: number) => state + 1, {
    initialState: 0,
    waitStrategy: (state) =>
      state < 3 ? { shouldContinue: true, delay: { hours: 1 } } : { shouldContinue: false },
  }),
);

export const fanOut = withDurableExecution(async (_input: unknown, context) => {
  const squares = await context.map("squares", [1, 2, 3], async (inside, item) =>
    inside.step("square", async () => item * item),
  );
  const both = await context.parallel("both", [
    async (inside) => inside.step("left", async () => "left"),
    async (inside) => {
      await inside.wait({ minutes: 1 });
      return inside.step("right", async () => "right");
    },
  ]);
  return { squares: squares.getResults(), both: both.getResults() };
});

/** Dies by SIGKILL in its second step, once. */
export const killed = withDurableExecution(async (_input: unknown, context) => {
  await noted(context, "before");
  await context.step("deadly", async () => {
    note("deadly");
    if (isFirst("killed")) process.kill(process.pid, "SIGKILL");
  });
  return "survived";
});

/** Kills its server before anything else, once. */
export const parricidal = withDurableExecution(async (_input: unknown, context) => {
  if (isFirst("server-killed")) process.kill(process.ppid, "SIGKILL");
  return noted(context, "survived");
});

export const atMostOnce = withDurableExecution(async (_input: unknown, context) => {
  const step = context.step(
    "once",
    async () => {
      note("once");
      process.exit(1);
    },
    { semantics: StepSemantics.AtMostOncePerRetry, retryStrategy: noRetry },
  );
  return step.catch((error: unknown) =>
    error instanceof Error && error.cause instanceof Error ? error.cause.name : String(error),
  );
});

/** Calls the function that the input names. */
export const calling = withDurableExecution(async (input: unknown, context) => {
  const { target, payload } = z
    .object({ target: z.string(), payload: z.unknown().optional() })
    .parse(input);
  return context.invoke("call", target, payload).catch((error: unknown) => String(error));
});

/** An invocation error, not an execution's: it is retried. */
export async function throwing(): Promise<never> {
  note("thrown");
  throw new TypeError("cannot start");
}

/** Dies whenever it is invoked. */
export async function crashing(): Promise<never> {
  process.exit(1);
}

export async function nonsense(): Promise<unknown> {
  return { Status: "DONE" };
}

export async function pendingForever(): Promise<unknown> {
  return { Status: "PENDING" };
}

/** A step that runs until a file is there. */
export const blocked = withDurableExecution(async (_input: unknown, context) => {
  await noted(context, "one");
  await context.step("blocked", async () => {
    note("blocked");
    while (!existsSync(join(folder(), "go"))) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });
  await noted(context, "three");
  return "done";
});

/** A step, a short wait, a step. */
export const pausing = withDurableExecution(async (_input: unknown, context) => {
  await noted(context, "before the pause");
  await context.wait({ seconds: 1 });
  await noted(context, "after the pause");
  return "paused";
});

/** More state than the payload of one invocation holds. */
export const long = withDurableExecution(async (_input: unknown, context) => {
  const items = Array.from({ length: 1_100 }, (_, index) => index);
  const done = await Promise.all(
    items.map((index) => context.step(`s${index}`, async () => note("step"))),
  );
  await context.wait({ minutes: 1 });
  return done.length;
});

/** Prints, in an invocation that crashes and in the one that ends it. */
export const talking = withDurableExecution(async (_input: unknown, _context) => {
  const isBefore = isFirst("talked");
  console.log(isBefore ? "talking for the first time" : "talking for the second time");
  if (isBefore) process.exit(1);
  return "said";
});

/** Succeeds, fails or waits for ever, as its input says. */
export const endingAsAsked = withDurableExecution(async (input: unknown, context) => {
  const { end } = z.object({ end: z.string() }).parse(input);
  if (end === "failed") {
    return context.step(async () => Promise.reject(new Error("asked to")), {
      retryStrategy: noRetry,
    });
  }
  if (end === "succeeded" || end === "versioned") return end;
  const [answer] = await context.createCallback("never");
  return answer;
});
