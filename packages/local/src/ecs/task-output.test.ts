import { paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, expect, test } from "vitest";

import { EcsUser } from "../test/ecs-user.ts";
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

test("lines of both streams arrive, the last one without its newline too, and empty ones do not", async () => {
  const arn = await user.run("echo one; echo two >&2; echo; printf 'thr'; printf ee");
  await user.until(arn, "STOPPED");
  expect(await user.lines(arn)).toEqual(["one", "two", "three"]);
});

test("a line is not shown before it is complete", async () => {
  const arn = await user.run("echo first; printf half; sleep 1000");
  await user.untilPrinted(arn, "first");
  expect(await user.lines(arn)).toEqual(["first"]);
  await user.stop(arn);
});

test("a line over 256 KB becomes several, and no character is cut in two", async () => {
  const program = "process.stdout.write('a' + 'é'.repeat(200_000) + '\\n')";
  const arn = await user.run("", {
    overrides: { containerOverrides: [{ name: "worker", command: ["node", "-e", program] }] },
  });
  await user.until(arn, "STOPPED");
  const lines = await user.lines(arn);
  expect(lines.map((line) => Buffer.byteLength(line ?? ""))).toEqual([262_143, 137_858]);
  expect(lines.join("")).toBe(`a${"é".repeat(200_000)}`);
});

test("all of twenty thousand lines arrive in order", async () => {
  const arn = await user.run("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); echo $i; done");
  await user.until(arn, "STOPPED");
  const numbers: number[] = [];
  const input = {
    logGroupName: "/ecs/worker",
    logStreamNames: [`ecs/worker/${arn.split("/").at(-1)}`],
  };
  for await (const { events = [] } of paginateFilterLogEvents({ client: user.logs }, input)) {
    numbers.push(...events.map(({ message }) => Number(message)));
  }
  expect(numbers).toEqual(Array.from({ length: 20_000 }, (_, index) => index + 1));
});
