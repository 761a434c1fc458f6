import { afterAll, beforeAll, expect, test, vi } from "vitest";

import { durableFunction, plainFunction } from "../../test/lambda/functions.ts";
import { LambdaUser } from "../../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../../test/start-test-aws.ts";

let aws: TestAws;
let user: LambdaUser;
beforeAll(async () => {
  const shared = { perExecutionEnvironmentMaxConcurrency: 3 };
  aws = await startTestAws({
    functions: [
      { ...plainFunction, ...shared, name: "shared", timeoutSeconds: 2 },
      { ...plainFunction, ...shared, name: "crashing" },
      { ...durableFunction("quick"), ...shared },
    ],
  });
  user = new LambdaUser(aws);
});
afterAll(async () => {
  user.close();
  await aws.close();
});

async function pidOf(name: string): Promise<number> {
  const { json } = await user.invoke(name, {});
  expect(json).toMatchObject({
    environment: {
      AWS_LAMBDA_MAX_CONCURRENCY: "3",
      AWS_LAMBDA_INITIALIZATION_TYPE: "lambda-managed-instances",
    },
  });
  return Number(Object(json).pid);
}

/** Resolves when the handler of each runs. */
async function hanging(name: string, notes: string[]): Promise<Promise<{ text: string }>[]> {
  const calls = notes.map((note) => user.invoke(name, { note, hang: true }));
  await vi.waitFor(() => expect(user.notes()).toEqual(expect.arrayContaining(notes)), 20_000);
  return calls;
}

test("as many invocations as the function allows run in one process, and the next has its own", async () => {
  const first = await pidOf("shared");
  const calls = await hanging("shared", ["a", "b"]);
  expect(await pidOf("shared")).toBe(first);
  calls.push(...(await hanging("shared", ["c"])));
  expect(await pidOf("shared")).not.toBe(first);
  await Promise.all(calls);
});

test("one that times out fails alone: the process and the others live on", async () => {
  const pid = await pidOf("shared");
  const [call] = await hanging("shared", ["d"]);
  expect((await call)?.text).toContain("Task timed out after 2.00 seconds");
  expect(await pidOf("shared")).toBe(pid);
});

test("a crash fails all that run in the process, and nothing after it", async () => {
  const pid = await pidOf("crashing");
  const [other] = await hanging("crashing", ["e"]);
  const crash = await user.invoke("crashing", { crash: "exit" });
  expect(crash.text).toContain("exit status 3");
  expect((await other)?.text).toContain("exit status 3");
  expect(await pidOf("crashing")).not.toBe(pid);
});

test("durable executions share a process, and each gets what is its own", async () => {
  const inputs = Array.from({ length: 12 }, (_, n) => ({ n }));
  const answers = await Promise.all(inputs.map((input) => user.invoke("quick:$LATEST", input)));
  expect(answers.map(({ json }) => json)).toEqual(inputs);
});
