import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { constants } from "node:os";

import { adoptProcess } from "./adopt-process.ts";
import type { TaskFolder } from "./task-folder.ts";
import { processMark, signalGroup, type TaskProcess } from "./task-process.ts";

/**
 * Claims the task with a hard link, which only the first of several launches can make and which says its pid;
 * runs the program; keeps its exit code for a server that may not be this one.
 * The empty trap lets the shell wait for a program that cleans up, without ignoring SIGTERM for it; it is set last,
 * so that a stop that comes before the program ends the shell.
 */
const shell = `
folder=$1; port=$2; shift 2
exec 3>&2 2>/dev/null
echo $$ > "$folder/pid.$$" || exit
echo "$port" > "$folder/port.$$"
ln "$folder/pid.$$" "$folder/pid" || exit
trap : TERM
"$@" 2>&3 3>&-
code=$?
echo $code > "$folder/exit.tmp" && mv "$folder/exit.tmp" "$folder/exit.code"
exit $code`;

const checkEveryMs = 1_000;

export interface Launch {
  taskId: string;
  folder: TaskFolder;
  /** Absolute path of the program, then its arguments. */
  command: string[];
  directory: string | undefined;
  environment: Record<string, string>;
  /** Of the server, which a later one needs to know: the task has it in its environment. */
  port: number;
}

/** Starts the task's process group, or finds the one that runs already. Rejects when the system refuses. */
export async function launchProcess(launch: Launch): Promise<TaskProcess> {
  const { taskId, folder } = launch;
  folder.make();
  const output = openSync(folder.output, "a");
  try {
    const mark = processMark(taskId);
    const parameters = [folder.path, String(launch.port), ...launch.command];
    const child = spawn("/bin/sh", ["-c", shell, mark, ...parameters], {
      cwd: launch.directory,
      env: launch.environment,
      // A file, not a pipe: the task goes on printing when the server is gone.
      stdio: ["ignore", output, output],
      detached: true,
    });
    child.unref();
    const { pid } = child;
    const running = pid === undefined ? undefined : processOf(taskId, folder, child, pid);
    await once(child, "spawn");
    if (running === undefined) throw new Error("the system did not start a process");
    return running;
  } finally {
    closeSync(output);
  }
}

function processOf(
  taskId: string,
  folder: TaskFolder,
  child: ChildProcess,
  pid: number,
): TaskProcess {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  let isOver = false;
  let elsewhere: TaskProcess | undefined;

  child.once("exit", (code, signal) => {
    isOver = true;
    // As on Fargate, nothing of a container outlives its first process.
    signalGroup(pid, "SIGKILL");
    const claimedBy = folder.pid();
    if (claimedBy === undefined || claimedBy === pid) {
      resolve(folder.exitCode() ?? codeOf(code, signal));
      return;
    }
    elsewhere = adoptProcess(taskId, folder);
    resolve(elsewhere === undefined ? folder.exitCode() : untilEnded(elsewhere));
  });

  return {
    ended: promise,
    pid: () => (isOver ? elsewhere?.pid() : pid),
    check: () => elsewhere?.check(),
    signal(signal) {
      if (elsewhere !== undefined) elsewhere.signal(signal);
      else if (!isOver) signalGroup(pid, signal);
    },
  };
}

/** The end of what is not our child is no event, so it is looked for. */
async function untilEnded(found: TaskProcess): Promise<number | undefined> {
  found.check();
  const looking = setInterval(() => found.check(), checkEveryMs);
  const exitCode = await found.ended;
  clearInterval(looking);
  return exitCode;
}

function codeOf(code: number | null, signal: NodeJS.Signals | null): number | undefined {
  return signal === null ? (code ?? undefined) : 128 + constants.signals[signal];
}
