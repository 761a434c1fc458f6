import { afterAll, beforeAll, expect, test } from "vitest";

import { durableFunction, plainFunction } from "../test/lambda/functions.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

let aws: TestAws;
let user: LambdaUser;
beforeAll(async () => {
  aws = await startTestAws({
    functions: [
      plainFunction,
      durableFunction("talking"),
      { ...plainFunction, name: "missing", export: "nobody" },
    ],
  });
  user = new LambdaUser(aws);
});
afterAll(async () => {
  user.close();
  await aws.close();
});

async function logOf(name: string, payload: unknown): Promise<string | undefined> {
  const { LogResult } = await user.invoke(name, payload, { LogType: "Tail" });
  return LogResult && Buffer.from(LogResult, "base64").toString();
}

test("a synchronous call of a durable function gets the log of the invocation that ended it", async () => {
  const log = (await logOf("talking:$LATEST", null)) ?? "";
  const [start, line, end, report, ...more] = log.trimEnd().split("\n");
  expect(start).toMatch(/^START RequestId: [0-9a-f-]{36} Version: \$LATEST$/);
  expect(line).toBe("talking for the second time");
  expect(end).toMatch(/^END RequestId: /);
  expect(report).toMatch(/^REPORT RequestId: /);
  expect(more).toEqual([]);
});

test("the log is not sent unasked", async () => {
  expect((await user.invoke("plain", {})).LogResult).toBeUndefined();
  expect((await user.invoke("talking:$LATEST", null)).LogResult).toBeUndefined();
});

test("of a long log, the last 4,096 bytes are sent, from a whole character on", async () => {
  const log = (await logOf("plain", { say: "€".repeat(3_000) })) ?? "";
  expect(Buffer.byteLength(log)).toBeLessThanOrEqual(4_096);
  expect(Buffer.byteLength(log)).toBeGreaterThan(4_093);
  expect(log).toMatch(/^€+\nEND RequestId: /);
});

test("the log of a function that cannot be loaded says why", async () => {
  expect(await logOf("missing", {})).toContain('exports no function "nobody"');
});
