import {
  DescribeClustersCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListClustersCommand,
  ListTaskDefinitionsCommand,
  ListTasksCommand,
  RunTaskCommand,
  type RunTaskCommandInput,
} from "@aws-sdk/client-ecs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { EcsUser } from "../test/ecs-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

let aws: TestAws;
let user: EcsUser;
beforeAll(async () => {
  aws = await startTestAws({
    tasks: [{ family: "worker", command: ["true"], environment: { A: "definition", B: "kept" } }],
  });
  user = new EcsUser(aws.client);
});
afterAll(async () => {
  user.close();
  await aws.close();
});

const runTask = (input: Partial<RunTaskCommandInput> = {}) =>
  user.ecs.send(new RunTaskCommand({ taskDefinition: "worker", ...input }));

describe("RunTask", () => {
  test("takes a family, a revision and an ARN", async () => {
    const arn = "arn:aws:ecs:eu-central-1:123456789012:task-definition/worker:1";
    for (const taskDefinition of ["worker", "worker:1", arn]) {
      const { tasks } = await runTask({ taskDefinition });
      expect(tasks?.[0]).toMatchObject({ taskDefinitionArn: arn, lastStatus: "PROVISIONING" });
    }
    for (const taskDefinition of ["other", "worker:2"]) {
      await expect(runTask({ taskDefinition })).rejects.toMatchObject({
        name: "ClientException",
        message: "TaskDefinition not found.",
      });
    }
  });

  test("gives the program Fargate's environment, the definition's, and the override's on top", async () => {
    const command = ["sh", "-c", "echo $A $B $AWS_EXECUTION_ENV $ECS_CONTAINER_METADATA_URI_V4"];
    const { tasks } = await runTask({
      overrides: {
        cpu: "1 vCPU",
        memory: "2048",
        containerOverrides: [
          { name: "worker", command, environment: [{ name: "A", value: "override" }], memory: 100 },
        ],
      },
    });
    const arn = tasks?.[0]?.taskArn ?? "";
    expect(await user.until(arn, "STOPPED")).toMatchObject({
      cpu: "1024",
      memory: "2048",
      containers: [{ memory: "100" }],
      overrides: { containerOverrides: [{ name: "worker", command }] },
    });
    const [line = ""] = await user.lines(arn);
    const [a, b, executionEnv, uri = ""] = line.split(" ");
    expect([a, b, executionEnv]).toEqual(["override", "kept", "AWS_ECS_FARGATE"]);
    expect(uri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v4\//);
  });

  test("runs node as the server's own", async () => {
    const arn = await user.run("", {
      overrides: {
        containerOverrides: [{ name: "worker", command: ["node", "-p", "process.execPath"] }],
      },
    });
    await user.until(arn, "STOPPED");
    expect(await user.lines(arn)).toEqual([process.execPath]);
  });

  test("starts as many as asked, and Spot tasks say so", async () => {
    const { tasks } = await runTask({
      count: 3,
      capacityProviderStrategy: [
        { capacityProvider: "FARGATE", base: 1 },
        { capacityProvider: "FARGATE_SPOT", weight: 1 },
      ],
    });
    expect(tasks?.map(({ capacityProviderName }) => capacityProviderName)).toEqual([
      "FARGATE",
      "FARGATE_SPOT",
      "FARGATE_SPOT",
    ]);
  });

  test.each<[string, Partial<RunTaskCommandInput>, string, RegExp]>([
    ["an unknown cluster", { cluster: "x" }, "ClusterNotFoundException", /Cluster not found/],
    [
      "an unknown container",
      { overrides: { containerOverrides: [{ name: "x" }] } },
      "InvalidParameterException",
      /named x is not a container/,
    ],
    ["too many at once", { count: 11 }, "InvalidParameterException", /count/],
    ["a wrong startedBy", { startedBy: "a b" }, "InvalidParameterException", /startedBy/],
    ["a wrong token", { clientToken: "a b" }, "InvalidParameterException", /clientToken/],
    ["a long token", { clientToken: "x".repeat(65) }, "InvalidParameterException", /at most 64/],
    [
      "a tag that is there twice",
      { tags: [{ key: "a" }, { key: "b" }, { key: "a" }] },
      "InvalidParameterException",
      /tags: a key is there twice/,
    ],
    [
      "a tag's key that is too long",
      { tags: [{ key: "k".repeat(129) }] },
      "InvalidParameterException",
      /tags\.0\.key: /,
    ],
    [
      "a tag's value that is too long",
      { tags: [{ key: "k", value: "v".repeat(257) }] },
      "InvalidParameterException",
      /tags\.0\.value: /,
    ],
    [
      "a tag with AWS's own prefix",
      { tags: [{ key: "aws:ecs:x", value: "1" }] },
      "InvalidParameterException",
      /tags\.0\.key: aws:/,
    ],
    ["EC2", { launchType: "EC2" }, "InvalidParameterException", /No Container Instances/],
    [
      "capacity of no weight",
      {
        capacityProviderStrategy: [
          { capacityProvider: "FARGATE" },
          { capacityProvider: "FARGATE_SPOT" },
        ],
      },
      "InvalidParameterException",
      /weight greater than 0/,
    ],
    [
      "two kinds of capacity",
      { launchType: "FARGATE", capacityProviderStrategy: [{ capacityProvider: "FARGATE" }] },
      "InvalidParameterException",
      /Remove one/,
    ],
  ])("refuses %s", async (_what, input, name, message) => {
    await expect(runTask(input)).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });
});

describe("the other operations", () => {
  test("DescribeTasks shows tags on request, and failures for what is not there", async () => {
    const { tasks } = await runTask({ tags: [{ key: "k", value: "v" }] });
    const arn = tasks?.[0]?.taskArn ?? "";
    const unknown = "0".repeat(32);
    const answer = await user.ecs.send(
      new DescribeTasksCommand({ tasks: [arn, unknown], include: ["TAGS"] }),
    );
    expect(answer.tasks?.[0]?.tags).toEqual([{ key: "k", value: "v" }]);
    // Without a health check, as on Fargate; events tell of neither.
    const unchecked = { healthStatus: "UNKNOWN", networkBindings: [] };
    expect(answer.tasks?.[0]?.containers).toMatchObject([unchecked]);
    expect(answer.failures).toEqual([
      {
        arn: `arn:aws:ecs:eu-central-1:123456789012:task/default/${unknown}`,
        reason: "MISSING",
      },
    ]);
    expect((await user.describe(arn))?.tags).toEqual([]);
  });

  test("DescribeTasks finds a task in its own cluster alone, and refuses what is no id", async () => {
    const { tasks } = await runTask({ cluster: "jobs" });
    const arn = tasks?.[0]?.taskArn ?? "";
    const id = arn.split("/").at(-1) ?? "";
    const describeIn = async (cluster: string, task: string) => {
      const input = { cluster, tasks: [task] };
      const answer = await user.ecs.send(new DescribeTasksCommand(input));
      return [...(answer.tasks ?? []), ...(answer.failures ?? [])];
    };
    expect(await describeIn("jobs", id)).toMatchObject([{ taskArn: arn }]);
    expect(await describeIn(arn.replace(/task\/.*$/, "cluster/jobs"), arn)).toHaveLength(1);
    expect(await describeIn("default", id)).toMatchObject([{ reason: "MISSING" }]);
    expect(await describeIn("default", arn)).toEqual([{ arn, reason: "MISSING" }]);
    await expect(describeIn("default", "short")).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "taskId length should be one of [32,36]",
    });
    const tooMany = new DescribeTasksCommand({ tasks: Array(101).fill(id) });
    await expect(user.ecs.send(tooMany)).rejects.toThrow(/tasks/);
  });

  test("ListTasks lists running tasks unless asked, by startedBy, in pages", async () => {
    const list = (input: object) =>
      user.ecs.send(new ListTasksCommand({ cluster: "jobs", ...input }));
    const startedBy = "lister";
    const ids = await Promise.all(
      ["sleep 1000", "sleep 1000", "exit 0"].map((script) =>
        user.run(`exec ${script}`, { startedBy, cluster: "jobs" }),
      ),
    );
    await expect
      .poll(async () => (await list({ startedBy, desiredStatus: "STOPPED" })).taskArns)
      .toHaveLength(1);
    const first = await list({ startedBy, maxResults: 1 });
    const second = await list({ startedBy, maxResults: 1, nextToken: first.nextToken });
    expect(second.nextToken).toBeUndefined();
    const running = [...(first.taskArns ?? []), ...(second.taskArns ?? [])];
    expect(ids).toEqual(expect.arrayContaining(running));
    expect(new Set(running).size).toBe(2);
    for (const wrong of [{ startedBy, family: "worker" }, { nextToken: "YWJj" }]) {
      await expect(list(wrong)).rejects.toMatchObject({ name: "InvalidParameterException" });
    }
  });

  test("clusters and definitions are described and listed", async () => {
    const { clusterArns } = await user.ecs.send(new ListClustersCommand({}));
    expect(clusterArns).toHaveLength(2);
    const { clusters, failures } = await user.ecs.send(
      new DescribeClustersCommand({ clusters: ["jobs", "none"] }),
    );
    expect(clusters).toMatchObject([{ clusterName: "jobs", status: "ACTIVE" }]);
    expect(failures).toMatchObject([{ reason: "MISSING" }]);
    const { taskDefinitionArns } = await user.ecs.send(new ListTaskDefinitionsCommand({}));
    const { taskDefinition } = await user.ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: taskDefinitionArns?.[0] }),
    );
    expect(taskDefinition).toMatchObject({
      family: "worker",
      revision: 1,
      containerDefinitions: [{ name: "worker", command: ["true"], stopTimeout: 30 }],
    });
  });
});
