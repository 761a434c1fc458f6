import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { DescribeTasksCommand, ECSClient, ListTasksCommand } from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";

import { startLonghaulProcess } from "./longhaul-process.ts";
import { rest } from "./rest.ts";

test(
  "kill -9 of every process in the middle of ten jobs loses none, and no attempt has two tasks",
  { timeout: 180_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "longhaul-kill-"));
    const before = await startLonghaulProcess(dataDir);
    const patterns = ["sync", "callback", "await"];
    const jobs = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        rest(before).submit({
          type: "simulate",
          pattern: patterns[index % patterns.length],
          input: { message: `job ${index}`, processingTime: 4 },
        }),
      ),
    );
    // In the middle: some run, some wait for their turn, none is done.
    await expect
      .poll(
        async () =>
          (await rest(before).list()).items.filter((job) => job.status === "running").length,
        {
          timeout: 60_000,
        },
      )
      .toBeGreaterThan(2);
    await before.killEverything();

    const after = await startLonghaulProcess(dataDir);
    try {
      const read = () => Promise.all(jobs.map((job) => rest(after).get(job.id)));
      await expect
        .poll(async () => (await read()).map((job) => job.status), { timeout: 150_000 })
        .toEqual(jobs.map(() => "succeeded"));
      const ended = await read();
      expect(ended.map((job) => job.result)).toEqual(
        jobs.map((_, index) => expect.objectContaining({ message: `Processed: job ${index}` })),
      );
      const tasks = await tasksByAttempt(after.endpoints.aws);
      expect([...tasks.entries()].filter(([, count]) => count > 1)).toEqual([]);
    } finally {
      await after.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
);

/** How many tasks ECS knows of each attempt. */
async function tasksByAttempt(endpoint: string): Promise<Map<string, number>> {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const ecs = new ECSClient({ endpoint, region: "us-east-1", credentials });
  const counts = new Map<string, number>();
  for (const desiredStatus of ["RUNNING", "STOPPED"] as const) {
    const { taskArns = [] } = await ecs.send(
      new ListTasksCommand({ cluster: "longhaul", desiredStatus }),
    );
    if (taskArns.length === 0) continue;
    const { tasks = [] } = await ecs.send(
      new DescribeTasksCommand({ cluster: "longhaul", tasks: taskArns }),
    );
    for (const task of tasks) {
      const environment = task.overrides?.containerOverrides?.[0]?.environment ?? [];
      const valueOf = (name: string) =>
        environment.find((variable) => variable.name === name)?.value;
      const attempt = `${valueOf("LONGHAUL_JOB_ID")} attempt ${valueOf("LONGHAUL_ATTEMPT")}`;
      counts.set(attempt, (counts.get(attempt) ?? 0) + 1);
    }
  }
  return counts;
}
