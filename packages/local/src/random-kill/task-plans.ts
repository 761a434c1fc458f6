import {
  DescribeTasksCommand,
  ECSClient,
  RunTaskCommand,
  StopTaskCommand,
} from "@aws-sdk/client-ecs";
import type { DurableContext } from "@aws/durable-execution-sdk-js";
import { z } from "zod";

import { effect, executionOf, retryStrategy } from "./effect.ts";
import type { Input, Plan } from "./input.ts";

/** A task that dies is tried again, but not for ever. */
const mostAttempts = 8;
/** The task tells of itself twice a second. */
const heartbeatTimeout = { seconds: 4 };

const ecs = new ECSClient();

export const taskPlans = {
  /** Watches its task until it has stopped. */
  async task(context, input) {
    const results = [];
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      const ran = await runTask(context, input, attempt, { TICKS: String(input.ticks) });
      const seen = await untilStopped(context, input, attempt, ran.taskArn);
      results.push(ran, seen);
      if (seen.exitCode === 0) break;
    }
    return results;
  },

  /** Is told by its task how that ended; one that falls silent is stopped and tried again. */
  async "callback task"(context, input) {
    const results = [];
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      const name = `task ${attempt}`;
      const [answer, id] = await context.createCallback<string>(name, { heartbeatTimeout });
      const environment = { TICKS: String(input.ticks), CALLBACK_ID: id };
      const ran = await runTask(context, input, attempt, environment);
      results.push(ran);
      const told = await answer.catch(() => undefined);
      if (told !== undefined) return results;
      results.push(await stopTask(context, input, attempt, ran.taskArn));
    }
    return results;
  },
} satisfies Record<string, Plan>;

function runTask(
  context: DurableContext,
  { kind, name, folder }: Input,
  number: number,
  environment: Record<string, string>,
): Promise<{ token: string; taskArn: string }> {
  const execution = executionOf(context);
  const step = `run ${number}`;
  const mark = `${name}-${number}`;
  const containerOverrides = [
    {
      name: "worker",
      environment: Object.entries(environment).map(([key, value]) => ({ name: key, value })),
    },
  ];
  return context.step(
    step,
    async ({ attempt }) => {
      const { tasks } = await ecs.send(
        new RunTaskCommand({
          taskDefinition: kind === "task" ? "worker" : "telling-worker",
          clientToken: mark,
          startedBy: mark,
          overrides: { containerOverrides },
        }),
      );
      return {
        ...(await effect(folder, execution, step, attempt)),
        taskArn: z.string().parse(tasks?.[0]?.taskArn),
      };
    },
    { retryStrategy },
  );
}

function untilStopped(
  context: DurableContext,
  { folder }: Input,
  number: number,
  taskArn: string,
): Promise<{ token: string; status: string; exitCode: number }> {
  const execution = executionOf(context);
  const name = `stopped ${number}`;
  return context.waitForCondition(
    name,
    async (_state: { token: string; status: string; exitCode: number }, { attempt }) => {
      const { tasks } = await ecs.send(new DescribeTasksCommand({ tasks: [taskArn] }));
      const status = tasks?.[0]?.lastStatus ?? "";
      const exitCode = tasks?.[0]?.containers?.[0]?.exitCode ?? -1;
      return { ...(await effect(folder, execution, name, attempt)), status, exitCode };
    },
    {
      initialState: { token: "", status: "", exitCode: -1 },
      waitStrategy: ({ status }) =>
        status === "STOPPED"
          ? { shouldContinue: false }
          : { shouldContinue: true, delay: { seconds: 1 } },
    },
  );
}

function stopTask(
  context: DurableContext,
  { folder }: Input,
  number: number,
  task: string,
): Promise<{ token: string }> {
  const execution = executionOf(context);
  const name = `stop ${number}`;
  return context.step(
    name,
    async ({ attempt }) => {
      await ecs.send(new StopTaskCommand({ task, reason: "it fell silent" }));
      return effect(folder, execution, name, attempt);
    },
    { retryStrategy },
  );
}
