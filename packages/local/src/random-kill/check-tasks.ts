import type { Event } from "@aws-sdk/client-lambda";
import { z } from "zod";

import type { invocationsIn } from "../test/invocations.ts";
import type { ExecutionAccount, TaskAccount } from "./account.ts";

type Told = ReturnType<typeof invocationsIn>;

interface Evidence {
  lines: string[];
  printed: (taskArn: string) => string[];
  hit: ReadonlySet<string>;
}

const ranSchema = z.object({ taskArn: z.string() });

/** The tasks whose end no event told of, or more than one: the same event may come twice. */
export function checkTaskEvents(tasks: TaskAccount[], told: Told): string[] {
  return tasks.flatMap(({ task: { taskArn = "" } }) => {
    const ends = told.filter(
      ({ event }) => event.resources[0] === taskArn && event.detail["lastStatus"] === "STOPPED",
    );
    const count = new Set(ends.map(({ event }) => event.id)).size;
    return count === 1 ? [] : [`${count} events told of the end of ${taskArn}`];
  });
}

/**
 * What is wrong with the tasks: every RunTask that an execution keeps is to have one, and only those.
 * `lines`: what they wrote to disk. `printed`: what is in the output file of a task. `hit`: the ids of those that
 * were killed.
 */
export function checkTasks(
  tasks: TaskAccount[],
  executions: ExecutionAccount[],
  evidence: Evidence,
): string[] {
  const wrong: string[] = [];
  const kept = executions.flatMap(({ name, events }) => runsOf(name, events));
  for (const { mark, taskArn } of kept) {
    const own = tasks.filter(({ startedBy }) => startedBy === mark);
    const arns = own.map(({ task }) => task.taskArn).join();
    if (arns !== taskArn) wrong.push(`RunTask of ${mark} answered ${taskArn}, there is ${arns}`);
  }
  if (tasks.length !== kept.length) wrong.push(`${tasks.length} tasks for ${kept.length}`);
  return [...wrong, ...tasks.flatMap((account) => checkTask(account, evidence))];
}

/** The callbacks that a task was told to have completed, and that have not. */
export function checkTold(executions: ExecutionAccount[], lines: string[]): string[] {
  const completed = new Set(
    executions.flatMap(({ events }) => {
      const ended = events.filter(({ EventType }) => EventType === "CallbackSucceeded");
      const ids = new Set(ended.map(({ Id }) => Id));
      return events
        .filter(({ EventType, Id }) => EventType === "CallbackStarted" && ids.has(Id))
        .map(({ CallbackStartedDetails }) => CallbackStartedDetails?.CallbackId);
    }),
  );
  return lines
    .filter((line) => line.startsWith("told ") && !completed.has(line.split(" ")[1]))
    .map((line) => `${line}: the callback did not succeed`);
}

function runsOf(name: string, events: Event[]): { mark: string; taskArn: string }[] {
  return events.flatMap(({ EventType, Name = "", StepSucceededDetails }) => {
    if (EventType !== "StepSucceeded" || !Name.startsWith("run ")) return [];
    const result = StepSucceededDetails?.Result?.Payload ?? "";
    const { taskArn } = ranSchema.parse(JSON.parse(result));
    return [{ mark: `${name}-${Name.slice("run ".length)}`, taskArn }];
  });
}

function checkTask(
  { task, startedBy, lines: logged }: TaskAccount,
  { lines, printed: printedBy, hit }: Evidence,
): string[] {
  const wrong: string[] = [];
  const id = task.taskArn?.split("/").at(-1) ?? "";
  const [container] = task.containers ?? [];
  const count = (what: string) => lines.filter((line) => line.startsWith(`${what} ${id}-`)).length;
  const started = count("start");
  const exitCode = container?.exitCode;
  if (task.lastStatus !== "STOPPED") wrong.push(`it is ${task.lastStatus}`);
  if (started > 1) wrong.push(`it ran ${started} times`);
  const isStopped = task.stopCode === "UserInitiated";
  if (started > 0 && task.startedAt === undefined && !isStopped) {
    wrong.push("it ran, and nobody says so");
  }
  if (started === 0 && exitCode === 0) wrong.push("it ended well without having run");
  // Killed between its last line and its exit, it has written its end all the same.
  const ended = count("end");
  if (ended > 1 || (ended === 0 && exitCode === 0)) {
    wrong.push(`it exited with ${exitCode} and wrote ${ended} ends`);
  }
  // One that tells of itself gives up when it is heard too late.
  const mayGiveUp = task.group === "family:telling-worker";
  if (exitCode !== 0 && !mayGiveUp && !hit.has(id)) {
    wrong.push(`nobody killed it, and it exited with ${exitCode}`);
  }
  const printed = printedBy(task.taskArn ?? "");
  if (logged.join() !== printed.join()) {
    wrong.push(`it printed ${printed.join()}, and its log has ${logged.join()}`);
  }
  return wrong.map((what) => `task of ${startedBy} (${task.taskArn}): ${what}`);
}
