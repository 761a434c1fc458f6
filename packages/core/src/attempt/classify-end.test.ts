import { describe, expect, test } from "vitest";

import type { TaskState } from "../worker-task/tasks.ts";
import { classifyEnd } from "./classify-end.ts";

const exited = "EssentialContainerExited";
const essential = "Essential container in task exited";

const stopped = (task: Partial<TaskState>): TaskState => ({
  taskArn: "arn:aws:ecs:eu-central-1:123456789012:task/longhaul/0123",
  lastStatus: "STOPPED",
  ...task,
});

describe("classifyEnd", () => {
  test.each<[string, Partial<TaskState>]>([
    ["crashed", { stopCode: exited, stopReason: essential, exitCode: 1 }],
    ["crashed", { stopCode: exited, stopReason: essential, exitCode: 137 }],
    [
      "out_of_memory",
      {
        stopCode: exited,
        stopReason: essential,
        exitCode: 137,
        containerReason: "OutOfMemoryError: Container killed due to memory usage",
      },
    ],
    [
      "start_failed",
      {
        stopCode: "TaskFailedToStart",
        stopReason: "CannotPullContainerError: pull image manifest has been retried 5 time(s)",
      },
    ],
    [
      "start_failed",
      { stopCode: "TaskFailedToStart", stopReason: "ResourceInitializationError: no secret" },
    ],
    [
      "no_capacity",
      { stopCode: "TaskFailedToStart", stopReason: "Capacity is unavailable at this time." },
    ],
    ["interrupted", { stopCode: "SpotInterruption", exitCode: 143 }],
    ["interrupted", { stopReason: "Your Spot Task was interrupted.", exitCode: 137 }],
    [
      "retired",
      {
        stopReason:
          "ECS is performing maintenance on the underlying infrastructure hosting the task",
        exitCode: 143,
      },
    ],
    ["cancelled", { stopCode: "UserInitiated", stopReason: "Task stopped by user", exitCode: 143 }],
    ["lost", { lastStatus: "MISSING" }],
    ["lost", { stopCode: exited, stopReason: essential }],
  ])("is %s for %o", (endClass, task) => {
    const end = classifyEnd(stopped(task), "await", "event");
    expect(end).toMatchObject({ class: endClass, error: { code: endClass }, reportedBy: "event" });
    expect(end.error?.message).toMatch(/\.|AWS: /);
  });

  test("exit code 0 is a success only where the image need not know of us", () => {
    const task = stopped({ stopCode: exited, stopReason: essential, exitCode: 0 });
    expect(classifyEnd(task, "sync", "event")).toMatchObject({ class: "completed", exitCode: 0 });
    expect(classifyEnd(task, "sync", "event").error).toBeUndefined();
    expect(classifyEnd(task, "await", "event").class).toBe("failed");
    expect(classifyEnd(task, "callback", "event").class).toBe("failed");
  });

  test("keeps all that AWS said", () => {
    const task = stopped({
      stopCode: exited,
      stopReason: essential,
      exitCode: 3,
      containerReason: "x",
    });
    expect(classifyEnd(task, "await", "sweep")).toMatchObject({
      stopCode: exited,
      stopReason: essential,
      exitCode: 3,
      containerReason: "x",
    });
  });
});
