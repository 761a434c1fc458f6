import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ECSClient } from "@aws-sdk/client-ecs";
import { LambdaClient } from "@aws-sdk/client-lambda";

import { systemClock } from "../clock.ts";
import type { JobType } from "../job-type/job-type.ts";
import type { Ports } from "../ports.ts";
import { cloudwatchLogs } from "./cloudwatch-logs.ts";
import { dynamoApiKeyStore } from "./dynamo-api-key-store.ts";
import { dynamoJobStore } from "./dynamo-job-store.ts";
import { fargateTasks } from "./fargate-tasks.ts";
import { lambdaExecutions } from "./lambda-executions.ts";
import type { Resources } from "./resources.ts";

/** Every port on AWS. Region, credentials and endpoints come from the environment, as the SDK reads it. */
export function awsPorts(
  resources: Resources,
  jobTypes: ReadonlyMap<string, JobType> = new Map(),
): Ports {
  const dynamo = new DynamoDBClient();
  return {
    jobs: dynamoJobStore(dynamo, resources),
    apiKeys: dynamoApiKeyStore(dynamo, resources),
    executions: lambdaExecutions(new LambdaClient(), resources.functions),
    tasks: fargateTasks(new ECSClient(), resources),
    logs: cloudwatchLogs(new CloudWatchLogsClient(), resources),
    clock: systemClock,
    jobTypes,
  };
}
