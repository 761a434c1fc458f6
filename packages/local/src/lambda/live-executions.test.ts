import { expect, test } from "vitest";

import type { Execution } from "./execution.ts";
import { LiveExecutions } from "./live-executions.ts";

const most = 1_000;

function execution(id: number, phase: Execution["phase"]): Execution {
  return {
    id,
    phase,
    arn: `arn:${id}`,
    name: String(id),
    functionName: "f",
    version: "$LATEST",
    input: null,
    status: "RUNNING",
    result: null,
    error: null,
    startedAt: 1,
    endedAt: null,
    timeoutSeconds: 1,
    retentionDays: 1,
    isSync: 0,
    tenantId: null,
    parentId: null,
    parentOperation: null,
    invocation: 0,
    requestId: null,
    invokedAt: null,
    failures: 0,
    sequence: 0,
    clientToken: null,
    seenBefore: 0,
    lastEvent: 0,
    lastChange: 0,
    seenChange: 0,
    meteredOperations: 1,
    writtenBytes: 0,
  };
}

test("those that handlers work on stay, however many wait or begin after them", () => {
  const live = new LiveExecutions();
  for (let id = 1; id <= most; id += 1) live.keep(execution(id, "queued"));
  live.keep(execution(1, "invoked"));
  for (let id = most + 1; id <= 2 * most; id += 1) live.keep(execution(id, "queued"));
  for (let id = most + 1; id < 2 * most; id += 1) live.keep(execution(id, "invoked"));
  expect(live.byArn("arn:1")).toMatchObject({ phase: "invoked" });
  expect(live.byId(2 * most - 1)).toMatchObject({ phase: "invoked" });
});

test("no more are kept than there is room for, and nothing of those that ended", () => {
  const live = new LiveExecutions();
  for (let id = 1; id <= most + 10; id += 1) live.keep(execution(id, "invoked"));
  expect([live.byId(10), live.byArn("arn:10")]).toEqual([undefined, undefined]);
  expect([live.byId(11), live.byId(most + 10)]).toMatchObject([{ id: 11 }, { id: most + 10 }]);
  live.keep({ ...execution(11, "idle"), status: "SUCCEEDED" });
  live.keep(execution(most + 11, "queued"));
  live.keep(execution(most + 12, "queued"));
  expect(live.byArn("arn:11")).toBeUndefined();
  expect(live.byArn(`arn:${most + 11}`)).toMatchObject({ phase: "queued" });
  expect(live.byId(most + 12)).toBeUndefined();
});
