import { createDynamoDb } from "./dynamodb/dynamodb.ts";
import { createEcs } from "./ecs/ecs.ts";
import { createEvents } from "./events/events.ts";
import { createLambda } from "./lambda/lambda.ts";
import { createLogs } from "./logs/logs.ts";
import type { LocalAwsOptions } from "./options.ts";
import type { EventBus, FunctionInvoker, Machine, Service } from "./service.ts";

/** The services in the order in which they resume: DynamoDB first, as functions and tasks need it. */
export function composeServices(machine: Machine, options: LocalAwsOptions): Service[] {
  const { functions = [], tasks = [], clusters = [], rules = [], ecsPace = 1 } = options;
  const logs = createLogs(machine);
  // Events invoke functions, and functions make events.
  const invoker: FunctionInvoker = {
    invokeLater: (name, payload) => lambda.invokeLater(name, payload),
  };
  const events: Service & EventBus = createEvents(machine, rules, invoker);
  const lambda = createLambda(machine, functions, logs, events);
  const ecs = createEcs(machine, { tasks, clusters, pace: ecsPace }, logs, events);
  const dynamoDb = createDynamoDb(machine, options.environment?.["AWS_ENDPOINT_URL_DYNAMODB"]);
  return [dynamoDb, logs, lambda, ecs, events];
}
