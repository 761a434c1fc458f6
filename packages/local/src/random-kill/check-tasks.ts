import type { invocationsIn } from "../test/invocations.ts";
import type { TaskAccount } from "./account.ts";

type Told = ReturnType<typeof invocationsIn>;

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

/** What is wrong with the tasks, of which each name in `wanted` is to have one. `lines`: what they wrote to disk. */
export function checkTasks(tasks: TaskAccount[], wanted: string[], lines: string[]): string[] {
  const wrong: string[] = [];
  for (const name of wanted) {
    const count = tasks.filter(({ startedBy }) => startedBy === name).length;
    if (count !== 1) wrong.push(`${name} has ${count} tasks`);
  }
  if (tasks.length !== wanted.length) wrong.push(`${tasks.length} tasks for ${wanted.length}`);
  return [...wrong, ...tasks.flatMap((account) => checkTask(account, lines))];
}

function checkTask({ task, startedBy, lines: logged }: TaskAccount, lines: string[]): string[] {
  const wrong: string[] = [];
  const [container] = task.containers ?? [];
  const count = (what: string) =>
    lines.filter((line) => line === `${what} ${container?.runtimeId}`).length;
  const started = count("start");
  const exitCode = container?.exitCode;
  if (task.lastStatus !== "STOPPED") wrong.push(`it is ${task.lastStatus}`);
  if (started > 1) wrong.push(`it ran ${started} times`);
  if (started === 0 && exitCode === 0) wrong.push("it ended well without having run");
  // Killed between its last line and its exit, it has written its end all the same.
  const ended = count("end");
  if (ended > 1 || (ended === 0 && exitCode === 0)) {
    wrong.push(`it exited with ${exitCode} and wrote ${ended} ends`);
  }
  const up = logged.filter((line) => line === "up").length;
  if (up > 1 || up < started)
    wrong.push(`its log has ${up} times what it printed ${started} times`);
  if (!logged.includes("done") && exitCode === 0) wrong.push("its last line is not in the log");
  return wrong.map((what) => `task of ${startedBy} (${task.taskArn}): ${what}`);
}
