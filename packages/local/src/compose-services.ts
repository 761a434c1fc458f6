import { createDynamoDb } from "./dynamodb/dynamodb.ts";
import { createEcs } from "./ecs/ecs.ts";
import { Delivery } from "./events/delivery.ts";
import { createEvents } from "./events/events.ts";
import { ArmedFaults } from "./faults/armed-faults.ts";
import { CallFaults } from "./faults/call-faults.ts";
import { createFaults } from "./faults/faults.ts";
import { strikeCheckpoint } from "./faults/strike-checkpoint.ts";
import { strikeEvent } from "./faults/strike-event.ts";
import { strikeRunTask } from "./faults/strike-run-task.ts";
import type { AwsService } from "./faults/throttling-error.ts";
import { createLambda } from "./lambda/lambda.ts";
import { createLogs } from "./logs/logs.ts";
import type { LocalAwsOptions, RuleOptions } from "./options.ts";
import type { BeforeCall } from "./router.ts";
import type { EventBus, FunctionInvoker, Machine, Service } from "./service.ts";

export interface Services {
  /** Needs nothing of the others, and all that runs needs it. */
  dynamoDb: Service;
  /** By name, in the order in which they resume. */
  others: Record<string, Service>;
  beforeCall: BeforeCall;
}

/** Throws an Error when the options do not fit together. */
export function composeServices(machine: Machine, options: LocalAwsOptions): Services {
  const { functions = [], tasks = [], clusters = [], rules = [], ecsPace = 1 } = options;
  const armed = new ArmedFaults(machine.db);
  const logs = createLogs(machine);
  // Events invoke functions, and functions make events.
  const invoker: FunctionInvoker = {
    check: (name) => lambda.check(name),
    invokeLater: (name, payload) => lambda.invokeLater(name, payload),
  };
  const delivery = new Delivery(machine, invoker, (detailType) => strikeEvent(armed, detailType));
  const events: Service & EventBus = createEvents(machine, rules, delivery);
  const lambda = createLambda(machine, functions, logs, events, (arn) =>
    strikeCheckpoint(armed, arn),
  );
  for (const rule of rules) checkTarget(rule, lambda);
  const ecsOptions = { tasks, clusters, pace: ecsPace };
  const ecs = createEcs(machine, ecsOptions, logs, events, () => strikeRunTask(armed));
  const dynamoDb = createDynamoDb(machine, options.environment?.["AWS_ENDPOINT_URL_DYNAMODB"]);
  const serviceOf = servicesByOperation([
    ["Lambda", lambda],
    ["ECS", ecs],
    ["DynamoDB", dynamoDb],
    ["Logs", logs],
    ["EventBridge", events],
  ]);
  const callFaults = new CallFaults(armed, machine.clock, serviceOf);
  const faults = createFaults(armed, {
    strikeTask: (fault) => ecs.strike(fault),
    checkDurable: (name) => lambda.checkDurable(name),
    operationNames: new Set(serviceOf.keys()),
  });
  return {
    dynamoDb,
    others: { Logs: logs, Lambda: lambda, ECS: ecs, EventBridge: events, faults },
    beforeCall: (operation, signal) => callFaults.strike(operation, signal),
  };
}

function checkTarget(rule: RuleOptions, invoker: FunctionInvoker): void {
  try {
    invoker.check(rule.function);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`rule ${rule.name}: its target "${rule.function}": ${why}`, { cause: error });
  }
}

function servicesByOperation(services: [AwsService, Service][]): Map<string, AwsService> {
  return new Map(
    services.flatMap(([name, service]) =>
      operationNamesOf(service).map((operation): [string, AwsService] => [operation, name]),
    ),
  );
}

function operationNamesOf({ operations = {}, operationNames = [] }: Service): string[] {
  const named = Object.keys(operations).map((target) => target.split(".")[1] ?? target);
  return [...named, ...operationNames];
}
