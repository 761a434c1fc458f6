import { RunTaskCommand, type TaskOverride } from "@aws-sdk/client-ecs";
import { afterAll, beforeAll, expect, test } from "vitest";

import { EcsUser } from "../test/ecs-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

let aws: TestAws;
let user: EcsUser;
beforeAll(async () => {
  // At Fargate's pace none of these tasks comes to run.
  aws = await startTestAws({ tasks: [{ family: "worker", command: ["true"] }], ecsPace: 1 });
  user = new EcsUser(aws.client);
});
afterAll(async () => {
  user.close();
  await aws.close();
});

async function run(overrides: TaskOverride) {
  const command = new RunTaskCommand({ taskDefinition: "worker", overrides });
  return (await user.ecs.send(command)).tasks?.[0];
}

/** CPU units; then what Fargate has, and the nearest that it has not. */
test.each([
  ["256", ["512", "1024", "2048"], ["511", "1536", "3072"]],
  ["512", ["1024", "4096"], ["512", "1536", "5120"]],
  ["1024", ["2048", "8192"], ["1024", "2560", "9216"]],
  ["2048", ["4096", "16384"], ["3072", "4608", "17408"]],
  ["4096", ["8192", "30720"], ["7168", "8704", "31744"]],
  ["8192", ["16384", "61440"], ["12288", "17408", "65536"]],
  ["16384", ["32768", "122880"], ["24576", "36864", "131072"]],
  ["300", [], ["1024"]],
])("with %s CPU units a task has a size of Fargate's table", async (cpu, has, hasNot) => {
  for (const memory of has) expect(await run({ cpu, memory })).toMatchObject({ cpu, memory });
  for (const memory of hasNot) {
    await expect(run({ cpu, memory })).rejects.toMatchObject({
      name: "ClientException",
      message: "No Fargate configuration exists for given values.",
    });
  }
});

test("a container has no less memory than Docker gives, and no less CPU than none", async () => {
  for (const wrong of [{ memory: 3 }, { memoryReservation: -1 }, { cpu: -1 }]) {
    await expect(run({ containerOverrides: [{ name: "worker", ...wrong }] })).rejects.toMatchObject(
      { name: "InvalidParameterException" },
    );
  }
});

test("one half of an override's size is checked with the definition's other half", async () => {
  expect(await run({ memory: "1024" })).toMatchObject({ cpu: "256", memory: "1024" });
  await expect(run({ cpu: "1024" })).rejects.toThrow("No Fargate configuration exists");
});

test("sizes may be given in vCPU and GB", async () => {
  const small = { cpu: ".5 vCPU", memory: "1 GB" };
  expect(await run(small)).toMatchObject({ cpu: "512", memory: "1024" });
  expect(await run({ cpu: "1vcpu", memory: "2.0GB" })).toMatchObject({ memory: "2048" });
  await expect(run({ cpu: "1 core", memory: "2 GB" })).rejects.toThrow("No Fargate configuration");
});

test("overrides have 8192 characters at most, those of their JSON included", async () => {
  const withCommand = (argument: string) => ({
    containerOverrides: [{ name: "worker", command: [argument] }],
  });
  const around = JSON.stringify(withCommand("")).length;
  const longest = withCommand("x".repeat(8_192 - around));
  expect(await run(longest)).toMatchObject({ overrides: longest });
  await expect(run(withCommand("x".repeat(8_193 - around)))).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: "Container Overrides length must be at most 8192",
  });
});
