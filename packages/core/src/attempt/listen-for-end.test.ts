import { describe, expect, test } from "vitest";

import { jobAtWork } from "../test/job-at-work.ts";
import { testPorts } from "../test/test-ports.ts";
import { listenForEnd } from "./listen-for-end.ts";
import { observeTask } from "./observe-task.ts";

const crashed = { lastStatus: "STOPPED", exitCode: 1 };

describe("listenForEnd", () => {
  test("has the end of the attempt complete the new callback", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    ports.executions.openCallback("second");
    expect(await listenForEnd(ports, { ...work, callbackId: "second" })).toEqual({ attempt: 1 });
    const task = ports.tasks.move(work.taskArn, crashed);
    await observeTask(ports, { ...work, task }, "event");
    expect(ports.executions.callbacks.get("second")?.status).toBe("failed");
    expect(ports.executions.callbacks.get(work.callbackId)?.status).toBe("open");
  });

  test("says what is next when the attempt has ended already", async () => {
    const ports = testPorts();
    const work = await jobAtWork(ports);
    const task = ports.tasks.move(work.taskArn, crashed);
    await observeTask(ports, { ...work, task }, "event");
    expect(await listenForEnd(ports, { ...work, callbackId: "second" })).toMatchObject({
      outcome: { next: "attempt", attempt: 2 },
    });
  });
});
