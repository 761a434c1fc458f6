import { execFileSync } from "node:child_process";

export interface ProcessLine {
  pid: number;
  parent: number;
  /** With its environment, where the system shows it. */
  command: string;
}

/** All processes of this machine whose command line or environment names `text`. */
export function processesWith(text: string): ProcessLine[] {
  const printed = execFileSync("ps", ["axeww", "-o", "pid=,ppid=,command="], {
    encoding: "utf8",
    maxBuffer: 2 ** 27,
  });
  return printed
    .split("\n")
    .filter((line) => line.includes(text))
    .map((line) => {
      const [pid, parent, ...command] = line.trim().split(/\s+/);
      return { pid: Number(pid), parent: Number(parent), command: command.join(" ") };
    });
}

/** Those that neither are that process nor descend from it. */
export function withoutFamily(processes: ProcessLine[], pid: number): ProcessLine[] {
  const children = processes.filter(({ parent }) => parent === pid);
  const others = processes.filter((one) => one.pid !== pid && one.parent !== pid);
  return children.reduce((left, child) => withoutFamily(left, child.pid), others);
}

/** `kill -9`. False when it had ended by itself. */
export function killProcess(pid: number): boolean {
  return signal(pid, "SIGKILL");
}

/** As a power cut: all processes with `text` end at once, and none starts another in between. Returns them. */
export function killEverything(text: string): ProcessLine[] {
  const stopped = new Map<number, ProcessLine>();
  for (let isNew = true; isNew;) {
    const found = processesWith(text).filter(({ pid }) => !stopped.has(pid));
    for (const line of found) if (signal(line.pid, "SIGSTOP")) stopped.set(line.pid, line);
    isNew = found.length > 0;
  }
  for (const pid of stopped.keys()) killProcess(pid);
  return [...stopped.values()];
}

function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    const isGone = error instanceof Error && "code" in error && error.code === "ESRCH";
    if (!isGone) throw error;
    return false;
  }
}
