import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeTasksCommand,
  ECSClient,
  RunTaskCommand,
  StopTaskCommand,
  type RunTaskCommandInput,
  type Task,
} from "@aws-sdk/client-ecs";
import { vi } from "vitest";

const patience = { timeout: 10_000, interval: 10 };

type ClientConfig = ConstructorParameters<typeof ECSClient>[0];

/** What the tests of ECS do with the SDK, on a definition `worker` whose command they override. */
export class EcsUser {
  readonly ecs: ECSClient;
  readonly logs: CloudWatchLogsClient;

  constructor(config: ClientConfig & object) {
    this.ecs = new ECSClient(config);
    this.logs = new CloudWatchLogsClient(config);
  }

  close(): void {
    this.ecs.destroy();
    this.logs.destroy();
  }

  /** Runs a shell script. Returns the task's ARN. */
  async run(script: string, input: Partial<RunTaskCommandInput> = {}): Promise<string> {
    const command = ["sh", "-c", script];
    const answer = await this.ecs.send(
      new RunTaskCommand({
        taskDefinition: "worker",
        overrides: { containerOverrides: [{ name: "worker", command }] },
        ...input,
      }),
    );
    return answer.tasks?.[0]?.taskArn ?? "";
  }

  async describe(taskArn: string): Promise<Task | undefined> {
    const answer = await this.ecs.send(new DescribeTasksCommand({ tasks: [taskArn] }));
    return answer.tasks?.[0];
  }

  async stop(task: string, reason?: string): Promise<Task | undefined> {
    return (await this.ecs.send(new StopTaskCommand({ task, reason }))).task;
  }

  async until(taskArn: string, lastStatus: string): Promise<Task> {
    return vi.waitFor(async () => {
      const task = await this.describe(taskArn);
      if (task?.lastStatus === lastStatus) return task;
      throw new Error(`the task is ${task?.lastStatus}, not ${lastStatus}`);
    }, patience);
  }

  lines(taskArn: string): Promise<(string | undefined)[]> {
    return this.linesIn("/ecs/worker", `ecs/worker/${taskArn.split("/").at(-1)}`);
  }

  async linesIn(group: string, stream: string): Promise<(string | undefined)[]> {
    const answer = await this.logs.send(
      new FilterLogEventsCommand({ logGroupName: group, logStreamNames: [stream] }),
    );
    return answer.events?.map(({ message }) => message) ?? [];
  }

  /** Until the task has printed `line`: a sign that it is where the test wants it. */
  async untilPrinted(taskArn: string, line: string): Promise<void> {
    await vi.waitFor(async () => {
      const lines = await this.lines(taskArn);
      if (!lines.includes(line)) throw new Error(`the task has printed ${lines.join()}`);
    }, patience);
  }
}
