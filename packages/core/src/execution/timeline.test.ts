import { describe, expect, test } from "vitest";

import type { Attempt } from "../attempt/attempt.ts";
import type { HistoryEvent } from "./executions.ts";
import { timeline } from "./timeline.ts";

/** `type id name parent`, a second apart. */
function history(...lines: string[]): HistoryEvent[] {
  return lines.map((line, index) => {
    const [type = "", operationId, name, parentId] = line.split(" ");
    return {
      id: index + 1,
      type,
      at: at(index),
      ...(operationId && { operationId }),
      ...(name && { name }),
      ...(parentId && { parentId }),
    };
  });
}

const at = (second: number): string => new Date(Date.UTC(2026, 2, 1, 12, 0, second)).toISOString();

const attempt = (patch: Partial<Attempt> = {}): Attempt => ({
  number: 1,
  createdAt: at(1),
  size: { cpu: 256, memory: 512 },
  capacity: "on_demand",
  taskStates: [],
  ...patch,
});

describe("timeline", () => {
  test("shows operations below their context and leaves invocations out", () => {
    const spans = timeline(
      history(
        "ExecutionStarted",
        "StepStarted a begin",
        "StepSucceeded a begin",
        "ContextStarted b attempt-1",
        "CallbackStarted c attempt-1-ended b",
        "InvocationCompleted",
        "CallbackSucceeded c attempt-1-ended b",
        "ContextSucceeded b attempt-1",
        "InvocationCompleted",
        "ExecutionSucceeded",
      ),
      [],
    );
    expect(
      spans.map(({ id, parentId, kind, name, status }) => [id, parentId, kind, name, status]),
    ).toEqual([
      ["execution", undefined, "execution", "execution", "succeeded"],
      ["a", "execution", "step", "begin", "succeeded"],
      ["b", "execution", "context", "attempt-1", "succeeded"],
      ["c", "b", "callback", "attempt-1-ended", "succeeded"],
    ]);
    expect(spans[0]).toMatchObject({ startedAt: at(0), endedAt: at(9) });
    expect(spans[3]).toMatchObject({ startedAt: at(4), endedAt: at(6) });
  });

  test("takes the end of a poll that goes on for one try of its step", () => {
    const events = history(
      "ExecutionStarted",
      "StepStarted p poll",
      "StepSucceeded p poll",
      "StepStarted p poll",
      "StepSucceeded p poll",
    ).map((event) => (event.id === 3 ? { ...event, nextAttemptDelaySeconds: 5 } : event));
    expect(timeline(events.slice(0, 3), [])[1]).toMatchObject({ status: "waiting" });
    expect(timeline(events.slice(0, 3), [])[1]).not.toHaveProperty("endedAt");
    expect(timeline(events.slice(0, 4), [])[1]).toMatchObject({ status: "running" });
    expect(timeline(events, [])[1]).toMatchObject({
      status: "succeeded",
      endedAt: at(4),
      tries: [
        { startedAt: at(1), endedAt: at(2), status: "succeeded" },
        { startedAt: at(3), endedAt: at(4), status: "succeeded" },
      ],
    });
  });

  test("shows the failed tries of a step, and its error only when it is final", () => {
    const error = { code: "ThrottlingException", message: "Rate exceeded" };
    const failing = (retry: object) =>
      history("ExecutionStarted", "StepStarted s x", "StepFailed s x", "StepStarted s x").map(
        (event) => (event.id === 3 ? { ...event, ...retry, error } : event),
      );
    const [, retried] = timeline(failing({ nextAttemptDelaySeconds: 1 }), []);
    expect(retried).toMatchObject({ status: "running", tries: [{ status: "failed" }, {}] });
    expect(retried).not.toHaveProperty("error");
    expect(timeline(failing({}).slice(0, 3), [])[1]).toMatchObject({ status: "failed", error });
  });

  test("shows an open wait and an open callback as waiting", () => {
    const spans = timeline(
      history("ExecutionStarted", "WaitStarted w d", "CallbackStarted c e"),
      [],
    );
    expect(spans.map(({ status }) => status)).toEqual(["running", "waiting", "waiting"]);
  });

  test("closes what its context or execution leaves open", () => {
    const left = history(
      "ExecutionStarted",
      "ContextStarted b attempt-1",
      "ContextStarted d wait b",
      "StepStarted p poll d",
      "ContextSucceeded b attempt-1",
      "WaitStarted w delay",
      "ExecutionStopped",
    );
    const byId = new Map(timeline(left, []).map((span) => [span.id, span]));
    expect(byId.get("p")).toMatchObject({ status: "cancelled", endedAt: at(4) });
    expect(byId.get("w")).toMatchObject({ status: "cancelled", endedAt: at(6) });
    expect(byId.get("b")).toMatchObject({ status: "succeeded" });
    expect(byId.get("execution")).toMatchObject({ status: "cancelled" });
  });

  test("puts each task below its attempt, with the states that ECS moved it through", () => {
    const taskStates = [
      { status: "PROVISIONING", at: at(2) },
      { status: "RUNNING", at: at(5) },
      { status: "STOPPED", at: at(9) },
    ];
    const error = { code: "crashed", message: "exit 1" };
    const end = { class: "crashed", error, reportedBy: "event" } as const;
    const spans = timeline(history("ExecutionStarted", "ContextStarted b attempt-1"), [
      attempt({ taskStates, end, endedAt: at(8) }),
    ]);
    expect(spans.slice(2)).toEqual([
      {
        id: "task-1",
        parentId: "b",
        kind: "task",
        name: "task of attempt 1",
        status: "failed",
        startedAt: at(2),
        endedAt: at(9),
        error,
      },
      expect.objectContaining({ parentId: "task-1", name: "PROVISIONING", endedAt: at(5) }),
      expect.objectContaining({ parentId: "task-1", name: "RUNNING", endedAt: at(9) }),
    ]);
  });

  test("says of a task's error that no retry can mend it, without its stack", () => {
    const error = { code: "no_such_file", message: "There is no file.", isRetryable: false };
    const end = {
      class: "failed",
      error: { ...error, stack: "at a" },
      reportedBy: "worker",
    } as const;
    expect(timeline([], [attempt({ end })])[0]?.error).toEqual(error);
  });

  test("shows the task of an attempt although the execution is forgotten", () => {
    expect(timeline([], [attempt()])).toEqual([
      expect.objectContaining({ id: "task-1", status: "waiting", startedAt: at(1) }),
    ]);
    expect(timeline([], [attempt()])[0]).not.toHaveProperty("parentId");
  });
});
