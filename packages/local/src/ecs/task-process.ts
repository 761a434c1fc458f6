/** A task's process group, whether this server started it or found it. */
export interface TaskProcess {
  /** The exit code; undefined when nobody was left to keep it. */
  readonly ended: Promise<number | undefined>;
  /** Of the shell that leads it; undefined when it has ended. */
  pid(): number | undefined;
  /** Looks whether it still lives; to be called when its folder changed, and now and then. */
  check(): void;
  /** To the whole group; nothing happens when it is gone. */
  signal(signal: NodeJS.Signals): void;
}

/** Stands in the command line of the task's shell, so that its pid cannot be mistaken. */
export function processMark(taskId: string): string {
  return `ecs-task:${taskId}`;
}

export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    const isGone = error instanceof Error && "code" in error && error.code === "ESRCH";
    if (!isGone) throw error;
  }
}
