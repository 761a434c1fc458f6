import { CloudWatchLogsClient, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeTasksCommand, ECSClient, paginateListTasks, type Task } from "@aws-sdk/client-ecs";
import {
  LambdaClient,
  paginateGetDurableExecutionHistory,
  paginateListDurableExecutionsByFunction,
  type Event,
} from "@aws-sdk/client-lambda";

export interface ExecutionAccount {
  arn: string;
  name: string;
  status: string;
  events: Event[];
}

export interface TaskAccount {
  task: Task;
  startedBy: string;
  /** In its log. */
  lines: (string | undefined)[];
}

type ClientConfig = ConstructorParameters<typeof LambdaClient>[0] & object;

/** All executions of `work`, each with its whole history, read in small pages. */
export async function accountOfExecutions(config: ClientConfig): Promise<ExecutionAccount[]> {
  const client = new LambdaClient(config);
  const executions: ExecutionAccount[] = [];
  const input = { FunctionName: "work", MaxItems: 7 };
  for await (const page of paginateListDurableExecutionsByFunction({ client }, input)) {
    for (const {
      DurableExecutionArn: arn = "",
      DurableExecutionName: name = "",
      Status,
    } of page.DurableExecutions ?? []) {
      executions.push({ arn, name, status: String(Status), events: [] });
    }
  }
  for (const { arn, events } of executions) {
    const query = { DurableExecutionArn: arn, IncludeExecutionData: true, MaxItems: 7 };
    for await (const page of paginateGetDurableExecutionHistory({ client }, query)) {
      events.push(...(page.Events ?? []));
    }
  }
  client.destroy();
  return executions;
}

/** All tasks, whatever their state, with what their logs hold. */
export async function accountOfTasks(config: ClientConfig): Promise<TaskAccount[]> {
  const client = new ECSClient(config);
  const logs = new CloudWatchLogsClient(config);
  const arns: string[] = [];
  for (const desiredStatus of ["RUNNING", "STOPPED"] as const) {
    for await (const page of paginateListTasks({ client, pageSize: 7 }, { desiredStatus })) {
      arns.push(...(page.taskArns ?? []));
    }
  }
  const tasks: TaskAccount[] = [];
  for (const arn of arns) {
    const { tasks: [task] = [] } = await client.send(new DescribeTasksCommand({ tasks: [arn] }));
    if (task === undefined) throw new Error(`${arn} is listed but cannot be described`);
    tasks.push({ task, startedBy: task.startedBy ?? "", lines: [] });
  }
  for (const { task, lines } of tasks) {
    const query = {
      logGroupName: `/ecs/${task.group?.replace("family:", "")}`,
      logStreamNames: [`ecs/worker/${task.taskArn?.split("/").at(-1)}`],
    };
    try {
      for await (const page of paginateFilterLogEvents({ client: logs }, query)) {
        lines.push(...(page.events?.map(({ message }) => message) ?? []));
      }
    } catch (error) {
      // A task that was killed before it printed has no stream.
      if (!(error instanceof Error && error.name === "ResourceNotFoundException")) throw error;
    }
  }
  client.destroy();
  logs.destroy();
  return tasks;
}
