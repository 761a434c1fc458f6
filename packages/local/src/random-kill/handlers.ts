import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";

import { DescribeTasksCommand, ECSClient, RunTaskCommand } from "@aws-sdk/client-ecs";
import {
  StepSemantics,
  withDurableExecution,
  type DurableContext,
} from "@aws/durable-execution-sdk-js";
import { z } from "zod";

import { leaveEffect } from "./effects.ts";

export const kinds = ["steps", "once", "callback", "chain", "poll", "fan", "task"] as const;

const inputSchema = z.object({ kind: z.enum(kinds), name: z.string(), folder: z.string() });

type Input = z.output<typeof inputSchema>;

/** One function for all kinds, so that a new server has few processes to start. */
export const work = withDurableExecution(async (raw: unknown, context: DurableContext) => {
  const input = inputSchema.parse(raw);
  return plans[input.kind](context, input);
});

/** Called by executions; not durable. */
export async function plain(raw: unknown): Promise<{ token: string }> {
  const { folder, execution } = z.object({ folder: z.string(), execution: z.string() }).parse(raw);
  return effect(folder, execution, "plain", 1);
}

/** Each returns the results of its steps, in the order of their names. */
const plans: Record<Input["kind"], (context: DurableContext, input: Input) => Promise<unknown>> = {
  async steps(context, { folder }) {
    const one = await step(context, folder, "one");
    await context.wait("pause", { seconds: 1 });
    const two = await step(context, folder, "two");
    const three = await step(context, folder, "three");
    return [one, two, three];
  },

  async once(context, { folder }) {
    const results = [];
    for (const name of ["once one", "once two", "once three"]) {
      results.push(await step(context, folder, name, StepSemantics.AtMostOncePerRetry));
    }
    return results;
  },

  async callback(context, { folder, name }) {
    const before = await step(context, folder, "before");
    const [answer] = await context.createCallback<string>("approval");
    const asked = await step(context, folder, "asked");
    const said = await answer;
    if (said !== name) throw new Error(`${name} was told ${said}`);
    return [before, asked, await step(context, folder, "told")];
  },

  async chain(context, input) {
    const { folder } = input;
    const before = await step(context, folder, "before");
    const inner = { ...input, kind: "steps" };
    await context.invoke("inner", "work:$LATEST", inner);
    const execution = executionOf(context);
    // A plain function is not repeated when its process dies.
    await context.invoke("plain", "plain", { folder, execution }).catch(() => undefined);
    return [before, await step(context, folder, "after")];
  },

  async poll(context, { folder }) {
    const execution = executionOf(context);
    const last = await context.waitForCondition(
      "poll",
      async ({ count }: { count: number; token: string }, { attempt }) => ({
        ...(await effect(folder, execution, "poll", attempt)),
        count: count + 1,
      }),
      {
        initialState: { count: 0, token: "" },
        waitStrategy: ({ count }) =>
          count < 3 ? { shouldContinue: true, delay: { seconds: 1 } } : { shouldContinue: false },
      },
    );
    return [await step(context, folder, "polled"), last];
  },

  async fan(context, { folder }) {
    const branches = ["a", "b", "c"].map((name) => async (inside: DurableContext) => {
      const first = await step(inside, folder, `${name}1`);
      await inside.wait(`${name} pause`, { seconds: 1 });
      return [first, await step(inside, folder, `${name}2`)];
    });
    return (await context.parallel("fan", branches)).getResults().flat();
  },

  async task(context, { folder, name }) {
    const execution = executionOf(context);
    const ecs = new ECSClient();
    const { taskArn, token } = await context.step(
      "run",
      async ({ attempt }) => {
        const { tasks } = await ecs.send(
          new RunTaskCommand({ taskDefinition: "worker", clientToken: name, startedBy: name }),
        );
        return {
          ...(await effect(folder, execution, "run", attempt)),
          taskArn: z.string().parse(tasks?.[0]?.taskArn),
        };
      },
      { retryStrategy },
    );
    const seen = await context.waitForCondition(
      "stopped",
      async (_state: { status: string; token: string }, { attempt }) => {
        const { tasks } = await ecs.send(new DescribeTasksCommand({ tasks: [taskArn] }));
        const status = tasks?.[0]?.lastStatus ?? "";
        return { ...(await effect(folder, execution, "stopped", attempt)), status };
      },
      {
        initialState: { status: "", token: "" },
        waitStrategy: ({ status }) =>
          status === "STOPPED"
            ? { shouldContinue: false }
            : { shouldContinue: true, delay: { seconds: 1 } },
      },
    );
    return [{ token, taskArn }, seen];
  },
};

function step(
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

/** Leaves time to be killed between the effect and the checkpoint that tells of it. */
async function effect(folder: string, execution: string, name: string, attempt: number) {
  const token = randomUUID();
  leaveEffect(folder, { execution, step: name, attempt, token });
  await setTimeout(25);
  return { token };
}

const retryStrategy = () => ({ shouldRetry: true, delay: { seconds: 1 } });

const executionOf = (context: DurableContext) => context.executionContext.durableExecutionArn;
