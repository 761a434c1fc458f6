import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import type { Readable } from "node:stream";

export interface CommandProcess {
  stdout: Readable;
  stderr: Readable;
  /** Resolves when the program has ended and its output is read; rejects when it could not be started. */
  ended: Promise<ProcessEnd>;
  /** SIGTERM to the program and everything that it started; SIGKILL after the grace. Repeatable. */
  stop(graceMs: number): void;
}

export interface ProcessEnd {
  /** 128 + the signal's number after a signal, as shells say it. */
  exitCode: number;
  signal?: NodeJS.Signals;
}

/** Starts a program in a process group of its own, which ends with it and, however that dies, with this process. */
export function startProcess(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env: Record<string, string> },
): CommandProcess {
  const child = spawn(command, args, {
    ...options,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const group = child.pid;
  const guard = group === undefined ? undefined : startGuard(group);
  let killTimer: NodeJS.Timeout | undefined;
  const ended = new Promise<ProcessEnd>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => {
      // What it left behind would hold its output open and live on.
      if (group !== undefined) signalGroup(group, "SIGKILL");
    });
    child.once("close", (code, signal) => resolve(endOf(code, signal)));
  }).finally(() => {
    clearTimeout(killTimer);
    guard?.kill("SIGKILL");
  });
  return {
    stdout: child.stdout,
    stderr: child.stderr,
    ended,
    stop: (graceMs) => {
      if (group === undefined || killTimer !== undefined) return;
      signalGroup(group, "SIGTERM");
      killTimer = setTimeout(() => signalGroup(group, "SIGKILL"), graceMs);
    },
  };
}

/** A shell that waits for our end of a pipe to close, as it does even when we are killed, and then ends the group. */
function startGuard(group: number): ChildProcess {
  const guard = spawn("sh", ["-c", `read -r _; kill -s KILL -- -${group}`], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  // Without a shell in the image there is no guard; the container's own end ends everything.
  guard.on("error", () => undefined);
  return guard;
}

function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    // macOS says EPERM of a group that has only ended processes.
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}

function endOf(code: number | null, signal: NodeJS.Signals | null): ProcessEnd {
  if (signal === null) return { exitCode: code ?? 0 };
  return { exitCode: 128 + constants.signals[signal], signal };
}
