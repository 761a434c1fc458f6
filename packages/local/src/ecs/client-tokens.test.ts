import { RunTaskCommand, type RunTaskCommandInput } from "@aws-sdk/client-ecs";
import { afterAll, beforeAll, expect, test } from "vitest";

import { EcsUser } from "../test/ecs-user.ts";
import { faultsOf } from "../test/faults-of.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

let aws: TestAws;
let user: EcsUser;
beforeAll(async () => {
  aws = await startTestAws({ tasks: [{ family: "worker", command: ["true"] }] });
  user = new EcsUser(aws.client);
});
afterAll(async () => {
  user.close();
  await aws.close();
});

const runTask = (input: Partial<RunTaskCommandInput> = {}) =>
  user.ecs.send(new RunTaskCommand({ taskDefinition: "worker", ...input }));

test("the same parameters with a clientToken get the same tasks, whatever the order of their names", async () => {
  const clientToken = "token-1";
  const first = await runTask({ clientToken, count: 2, startedBy: "me" });
  const again = await runTask({ startedBy: "me", count: 2, clientToken, cluster: "default" });
  const arns = (answer: typeof first) => answer.tasks?.map(({ taskArn }) => taskArn);
  expect(arns(again)).toEqual(arns(first));
  for (const arn of arns(first) ?? []) await user.until(arn ?? "", "STOPPED");
  const late = await runTask({ clientToken, count: 2, startedBy: "me" });
  expect(late.tasks?.map((task) => Object.keys(task).toSorted())).toEqual(
    Array(2).fill(["desiredStatus", "lastStatus", "taskArn"]),
  );
  const elsewhere = await runTask({ clientToken, count: 2, startedBy: "me", cluster: "jobs" });
  expect(elsewhere.tasks?.[0]?.taskArn).not.toBe(first.tasks?.[0]?.taskArn);
});

test("other parameters with the clientToken are a conflict that names the tasks", async () => {
  const clientToken = "token-2";
  const first = await runTask({ clientToken });
  await expect(runTask({ clientToken, startedBy: "x" })).rejects.toMatchObject({
    name: "ConflictException",
    resourceIds: [first.tasks?.[0]?.taskArn],
  });
});

test("a clientToken lives as long as the task and an hour more, or a day", async () => {
  const script = "exec sleep 1000";
  const short = await user.run("exit 0", { clientToken: "token-3" });
  const long = await user.run(script, { clientToken: "token-4" });
  await user.until(short, "STOPPED");
  aws.clock.advance(61 * 60_000);
  expect(await user.run("exit 0", { clientToken: "token-3" })).not.toBe(short);
  expect(await user.run(script, { clientToken: "token-4" })).toBe(long);
  aws.clock.advance(24 * 3_600_000);
  const next = await user.run(script, { clientToken: "token-4" });
  expect(next).not.toBe(long);
  await user.stop(long);
  await user.stop(next);
});

test("a clientToken tells capitals from small letters, and brings failures back too", async () => {
  await faultsOf(aws, "POST", { kind: "run-task-no-capacity", times: 1 });
  const first = await runTask({ clientToken: "token-a" });
  expect(first).toMatchObject({ tasks: [], failures: [{ reason: expect.stringMatching(/^Cap/) }] });
  const again = await runTask({ clientToken: "token-a" });
  expect(again).toMatchObject({ tasks: [], failures: first.failures });
  expect((await runTask({ clientToken: "TOKEN-A" })).tasks).toHaveLength(1);
  aws.clock.advance(61 * 60_000);
  expect((await runTask({ clientToken: "token-a" })).tasks).toHaveLength(1);
});

test("a clientToken whose call was throttled was never used", async () => {
  await faultsOf(aws, "POST", { kind: "run-task-throttled", times: 1 });
  const clientToken = "token-5";
  await expect(runTask({ clientToken })).rejects.toMatchObject({ name: "ThrottlingException" });
  expect((await runTask({ clientToken, startedBy: "other" })).tasks).toHaveLength(1);
});
