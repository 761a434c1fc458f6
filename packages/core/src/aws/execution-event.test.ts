import { describe, expect, test } from "vitest";

import { parseExecutionEvent } from "./execution-event.ts";

const arn =
  "arn:aws:lambda:us-east-1:123456789012:function:longhaul-run-await:7/durable-execution/job_01/run_1";

/** As EventBridge sends it, shortened. */
const event = (status: string) => ({
  "detail-type": "Durable Execution Status Change",
  source: "aws.lambda",
  detail: { durableExecutionArn: arn, durableExecutionName: "job_01", status },
});

describe("parseExecutionEvent", () => {
  test.each(["SUCCEEDED", "FAILED", "TIMED_OUT", "STOPPED"])("knows the end %s", (status) => {
    expect(parseExecutionEvent(event(status))).toEqual({
      name: "job_01",
      executionArn: arn,
      status,
    });
  });

  test("says nothing of an execution that runs, or has a status that is not an end", () => {
    expect(parseExecutionEvent(event("RUNNING"))).toBeUndefined();
    expect(parseExecutionEvent(event("PAUSED"))).toBeUndefined();
  });

  test("says nothing of other events", () => {
    const other = { ...event("FAILED"), "detail-type": "ECS Task State Change" };
    expect(parseExecutionEvent(other)).toBeUndefined();
  });
});
