import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { expect, onTestFinished, test } from "vitest";

import { listProcesses } from "./list-processes.ts";
import { memoryInUse } from "./memory-in-use.ts";
import { processFamilies } from "./process-families.ts";

test.runIf(process.platform === "linux")(
  "what processes share after a fork counts once, and only when it matters",
  async () => {
    const megabyte = 2 ** 20;
    // Three shells made of one that holds 30 MB, each of which waits.
    const wait = "echo up; read -r line <&3; echo $x";
    const script = `exec 3<&0; x=$(head -c ${30 * megabyte} /dev/zero | tr '\\0' x)
      (${wait}) & (${wait}) & ${wait}`;
    const shell = spawn("/bin/sh", ["-c", script], {
      stdio: ["pipe", "pipe", "ignore"],
      detached: true,
    });
    const { pid } = shell;
    if (pid === undefined) throw new Error("the shell did not start");
    onTestFinished(() => void process.kill(-pid, "SIGKILL"));
    const lines = createInterface({ input: shell.stdout });
    let up = 0;
    lines.on("line", () => (up += 1));
    await expect.poll(() => up, { timeout: 10_000 }).toBe(3);

    const members = processFamilies(await listProcesses(), new Set([pid])).get(pid) ?? [];
    expect(members).toHaveLength(3);
    const plain = await memoryInUse(members, Infinity);
    const exact = await memoryInUse(members, 0);
    expect(exact).toBeGreaterThan((30 * megabyte) / 1_024);
    expect(plain).toBeGreaterThan(exact * 1.5);
  },
);
