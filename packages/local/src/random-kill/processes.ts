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

/** `kill -9`. False when it had ended by itself. */
export function killProcess(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch (error) {
    const isGone = error instanceof Error && "code" in error && error.code === "ESRCH";
    if (!isGone) throw error;
    return false;
  }
}
