import { expect, test } from "vitest";

import { newExecution } from "../test/lambda/new-execution.ts";
import { unstarted } from "./execution-store.ts";
import type { Execution } from "./execution.ts";
import { LiveExecutions } from "./live-executions.ts";

const most = 1_000;

const execution = (id: number, phase: Execution["phase"]): Execution => ({
  ...unstarted,
  ...newExecution(String(id), { arn: `arn:${id}` }),
  id,
  phase,
});

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
