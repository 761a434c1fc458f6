import { afterAll, beforeAll, expect, test } from "vitest";

import { EcsUser } from "../test/ecs-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

let aws: TestAws;
let user: EcsUser;
beforeAll(async () => {
  aws = await startTestAws({
    tasks: [
      {
        family: "worker",
        containerName: "main",
        command: ["true"],
        logGroup: "/of/mine",
        logStreamPrefix: "run",
      },
    ],
  });
  user = new EcsUser(aws.client);
});
afterAll(async () => {
  user.close();
  await aws.close();
});

test("a task reads of itself at its metadata address what ECS tells of it, and nobody can guess it", async () => {
  const script = "echo $ECS_CONTAINER_METADATA_URI_V4; exec sleep 1000";
  const command = ["sh", "-c", script];
  const arn = await user.run("", {
    overrides: { containerOverrides: [{ name: "main", command, memory: 256 }] },
    tags: [{ key: "k", value: "v" }],
  });
  const id = arn.split("/").at(-1) ?? "";
  const log = { group: "/of/mine", stream: `run/main/${id}` };
  await expect.poll(() => user.linesIn(log.group, log.stream).catch(() => [])).toHaveLength(1);
  const [uri = ""] = await user.linesIn(log.group, log.stream);
  const read = async (path: string): Promise<unknown> => (await fetch(uri + path)).json();

  const task = await user.describe(arn);
  const container = {
    Name: "main",
    KnownStatus: "RUNNING",
    DesiredStatus: "RUNNING",
    DockerId: task?.containers?.[0]?.runtimeId,
    ContainerARN: task?.containers?.[0]?.containerArn,
    Limits: { Memory: 256 },
    LogDriver: "awslogs",
    LogOptions: {
      "awslogs-group": log.group,
      "awslogs-region": "eu-central-1",
      "awslogs-stream": log.stream,
    },
    Labels: { "com.amazonaws.ecs.task-arn": arn },
  };
  expect(await read("")).toMatchObject(container);
  expect(await read("/task")).toMatchObject({
    TaskARN: arn,
    Cluster: task?.clusterArn,
    Family: "worker",
    Revision: "1",
    KnownStatus: "RUNNING",
    LaunchType: "FARGATE",
    Limits: { CPU: 0.25, Memory: 512 },
    PullStartedAt: task?.pullStartedAt?.toISOString(),
    Containers: [container],
  });
  expect(await read("/taskWithTags")).toMatchObject({ TaskARN: arn, TaskTags: { k: "v" } });
  expect(await read("/stats")).toMatchObject({ name: "main" });
  expect(Object.keys(Object(await read("/task/stats")))).toEqual([container.DockerId]);
  for (const wrong of [`${uri}/other`, uri.replace(/\d$/, "x"), uri.replace(/-\d+$/, "")]) {
    expect((await fetch(wrong)).status).toBe(404);
  }
  await user.stop(arn);
});
