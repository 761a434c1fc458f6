import { describe, expect, test } from "vitest";

import { parseTaskEvent } from "./task-event.ts";

const taskArn = "arn:aws:ecs:us-east-1:123456789012:task/longhaul/cdd887a827a4432db19f6059310a4817";

/** As EventBridge sends it, shortened. */
const event = (detail: object = {}) => ({
  version: "0",
  id: "95fb0ab4-0000-4000-8000-000000000000",
  "detail-type": "ECS Task State Change",
  source: "aws.ecs",
  account: "123456789012",
  time: "2024-11-13T21:23:11Z",
  region: "us-east-1",
  resources: [taskArn],
  detail: {
    containers: [
      { name: "sidecar", exitCode: 0, lastStatus: "STOPPED" },
      { name: "main", exitCode: 137, reason: "OutOfMemoryError: Container killed", cpu: "0" },
    ],
    createdAt: "2024-11-13T20:55:49.521Z",
    pullStartedAt: "2024-11-13T20:56:01Z",
    startedAt: "2024-11-13T20:56:36.3Z",
    stoppingAt: "2024-11-13T21:22:01Z",
    stoppedAt: "2024-11-13T21:23:11Z",
    lastStatus: "STOPPED",
    desiredStatus: "STOPPED",
    overrides: {
      containerOverrides: [
        { name: "sidecar" },
        {
          name: "main",
          environment: [
            { name: "LONGHAUL_JOB_ID", value: "job_01" },
            { name: "LONGHAUL_ATTEMPT", value: "2" },
          ],
        },
      ],
    },
    stopCode: "EssentialContainerExited",
    stoppedReason: "Essential container in task exited",
    taskArn,
    version: 9,
    ...detail,
  },
});

describe("parseTaskEvent", () => {
  test("says whose task it is and what became of our container", () => {
    expect(parseTaskEvent(event(), "main")).toEqual({
      jobId: "job_01",
      attempt: 2,
      task: {
        taskArn,
        lastStatus: "STOPPED",
        stopCode: "EssentialContainerExited",
        stopReason: "Essential container in task exited",
        exitCode: 137,
        containerReason: "OutOfMemoryError: Container killed",
        createdAt: "2024-11-13T20:55:49.521Z",
        pullStartedAt: "2024-11-13T20:56:01.000Z",
        startedAt: "2024-11-13T20:56:36.300Z",
        stoppingAt: "2024-11-13T21:22:01.000Z",
        stoppedAt: "2024-11-13T21:23:11.000Z",
      },
    });
  });

  test.each([
    ["has no overrides", { overrides: undefined }],
    ["was started by others", { overrides: { containerOverrides: [{ name: "main" }] } }],
  ])("is not of ours when the task %s", (_what, detail) => {
    expect(parseTaskEvent(event(detail), "main")).toBeUndefined();
  });

  test("throws on an event of another kind", () => {
    expect(() => parseTaskEvent({ "detail-type": "Scheduled Event" }, "main")).toThrow(
      /detail-type/,
    );
  });
});
