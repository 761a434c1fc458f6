import { existsSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { GetDurableExecutionHistoryCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { z } from "zod";

import {
  noRetry,
  retryUntil,
  upperCase,
  type RequirementHandlers,
} from "../requirement-handler.ts";

const named = z.object({ name: z.string(), value: z.string() });

/** Until the history tells of the step's start, which the SDK sends while the step runs. */
async function untilStarted(durableExecutionArn: string): Promise<void> {
  const client = new LambdaClient();
  const command = new GetDurableExecutionHistoryCommand({
    DurableExecutionArn: durableExecutionArn,
  });
  for (;;) {
    const { Events = [] } = await client.send(command);
    if (Events.some(({ EventType }) => EventType === "StepStarted")) return;
  }
}

function fail(): never {
  throw new Error("failed on purpose");
}

export const child: RequirementHandlers = {
  "3-1": (input, context) => context.runInChildContext((inside) => inside.step(async () => input)),
  "3-2": (input, context) => {
    const { name, value } = named.parse(input);
    return context.runInChildContext(name, (inside) => inside.step(async () => value));
  },
  "3-3": (input, context) =>
    context.runInChildContext("steps", async (inside) => {
      const first = await inside.step(async () => input);
      return inside.step(async () => first);
    }),
  "3-4": (_input, context) =>
    context.runInChildContext("failing", (inside) =>
      inside.step(async () => fail(), { retryStrategy: noRetry }),
    ),
  "3-5": async (input, context) => {
    const failing = context.runInChildContext((inside) =>
      inside.step(async () => fail(), { retryStrategy: noRetry }),
    );
    await failing.catch(String);
    return context.step(async () => input);
  },
  "3-6": (input, context) =>
    context.runInChildContext("outer", async (outer) => {
      await outer.step(async () => input);
      return outer.runInChildContext("inner", (inner) => inner.step(async () => input));
    }),
  "3-7": (input, context) =>
    context.runInChildContext("retrying", (inside) =>
      inside.step(async ({ attempt }) => (attempt === 1 ? fail() : input), {
        retryStrategy: retryUntil(2),
      }),
    ),
  "3-8": (_input, context) =>
    context.runInChildContext("exhausted", (inside) =>
      inside.step(async () => fail(), { retryStrategy: retryUntil(2) }),
    ),
  "3-9": async (input, context) => {
    const result = await context.runInChildContext((inside) => inside.step(async () => input));
    await context.wait({ seconds: 1 });
    return result;
  },
  "3-10": (input, context) =>
    context.runInChildContext("mixed", async (inside) => {
      const result = await inside.step(async () => input);
      await inside.wait({ seconds: 1 });
      return result;
    }),
  "3-11": async (input, context) => {
    const large = await context.runInChildContext("large", async (inside) => {
      inside.configureLogger({ modeAware: false });
      inside.logger.info(`builds from ${String(input)}`);
      const small = await inside.step(async () => String(input));
      return small.repeat(40_000);
    });
    await context.wait({ seconds: 1 });
    return large.length;
  },
  "3-12": (input, context) =>
    context.runInChildContext((inside) =>
      inside.step(async () => {
        const { durableExecutionArn } = context.executionContext;
        const mark = join(tmpdir(), `crashed-${durableExecutionArn.split("/").at(-1)}`);
        if (!existsSync(mark)) {
          writeFileSync(mark, "");
          await untilStarted(durableExecutionArn);
          process.exit(1);
        }
        rmSync(mark);
        return input;
      }),
    ),
  "3-13": async (input, context) => {
    const result = await context.runInChildContext("waiting", async (inside) => {
      await inside.wait({ seconds: 1 });
      return input;
    });
    return context.step(async () => result);
  },
  "3-14": (input, context) =>
    context.runInChildContext("serdes", (inside) => inside.step(async () => input), {
      serdes: upperCase,
    }),
  "3-15": (_input, context) => context.runInChildContext("throwing", async () => fail()),
  "3-16": (_input, context) => context.runInChildContext("null", async () => null),
  "3-17": async (input, context) => {
    const result = await context.runInChildContext("logging", async (inside) => {
      inside.configureLogger({ modeAware: false });
      inside.logger.info(`logs ${String(input)}`);
      return input;
    });
    await context.wait({ seconds: 1 });
    return result;
  },
  "3-18": async (input, context) => {
    const result = await context.runInChildContext("inside", async (inside) => {
      const value = await inside.step(async () => input);
      await inside.wait({ seconds: 1 });
      return value;
    });
    const after = await context.step(async () => result);
    await context.wait({ seconds: 1 });
    return after;
  },
};
