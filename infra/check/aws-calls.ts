import { globSync } from "node:fs";
import { join } from "node:path";

import { root } from "./project.ts";
import { type Reached, reachableCode } from "./reachable-code.ts";

/** IAM's action for a command whose name says another. */
const actionOf: Record<string, string> = {
  Invoke: "lambda:InvokeFunction",
  Get: "dynamodb:GetItem",
  Put: "dynamodb:PutItem",
  Update: "dynamodb:UpdateItem",
  Delete: "dynamodb:DeleteItem",
  BatchGet: "dynamodb:BatchGetItem",
  BatchWrite: "dynamodb:BatchWriteItem",
  ConditionCheck: "dynamodb:ConditionCheckItem",
  Query: "dynamodb:Query",
  HeadObject: "s3:GetObject",
};

/** Authorised by the actions of what it contains. */
const isTransaction = (command: string): boolean => /^Transact(Write|Get)$/.test(command);

/** By what commands of clients have in common, as far as ours use them. */
const serviceOf = (command: string): string =>
  command.endsWith("Object")
    ? "s3"
    : /Task/.test(command)
      ? "ecs"
      : /Log/.test(command)
        ? "logs"
        : "lambda";

const adapters = join(root, "packages/core/src/aws");
/** Creates the table on one machine; on AWS the stack does. */
const ofOneMachine = "ensure-jobs-table.ts";

/** Where each port is made. */
const factories: Record<string, { file: string; factory: string }> = {
  jobs: { file: "dynamo-job-store.ts", factory: "dynamoJobStore" },
  apiKeys: { file: "dynamo-api-key-store.ts", factory: "dynamoApiKeyStore" },
  executions: { file: "lambda-executions.ts", factory: "lambdaExecutions" },
  tasks: { file: "fargate-tasks.ts", factory: "fargateTasks" },
  logs: { file: "cloudwatch-logs.ts", factory: "cloudwatchLogs" },
};

/** IAM's actions for every call of AWS that the program of this entry can make: through its ports, or by itself. */
export function awsCalls(entry: string): string[] {
  const program = reachableCode(join(root, entry)).filter(({ file }) => !file.startsWith(adapters));
  const methods = new Set(
    program.flatMap(({ text }) =>
      [...text.matchAll(/\b(jobs|apiKeys|executions|tasks|logs)\)?\??\.(\w+)/g)].map(
        ([, port = "", method = ""]) => `${port}.${method}`,
      ),
    ),
  );
  const throughPorts = [...methods].flatMap((method) => actionsOf(portMethods().get(method) ?? []));
  return [...new Set([...throughPorts, ...actionsOf(program)])].toSorted();
}

/** The same for all of core's adapters. */
export function everyAwsCall(): string[] {
  const files = globSync("**/*.ts", { cwd: adapters }).filter(
    (file) => !file.endsWith(".test.ts") && file !== ofOneMachine,
  );
  const code = files.flatMap((file) => reachableCode(join(adapters, file)));
  return [...new Set(actionsOf(code))].toSorted();
}

let known: Map<string, Reached[]> | undefined;

/** What each method of each port reaches, by `jobs.get`. */
function portMethods(): Map<string, Reached[]> {
  known ??= new Map(
    Object.entries(factories).flatMap(([port, { file, factory }]) => {
      const path = join(adapters, file);
      const made = reachableCode(path).find(({ name }) => name === factory);
      if (made === undefined) throw new Error(`${file} has no ${factory}.`);
      const methods = made.text.split(/^ {4}(?=(?:async )?\w+[(:])/m).slice(1);
      return methods.map((text) => {
        const name = /^(?:async )?(\w+)/.exec(text)?.[1] ?? "";
        return [`${port}.${name}`, reachableCode(path, { name, text })] as const;
      });
    }),
  );
  return known;
}

function actionsOf(code: Reached[]): string[] {
  return code.flatMap(({ text }) => {
    const commands = [...text.matchAll(/\bnew (\w+)Command\(|\bpaginate(\w+)\(/g)]
      .map(([, command = "", paginated = ""]) => command || paginated)
      .filter((command) => !isTransaction(command));
    const parts = [...text.matchAll(/\b(Put|Update|Delete|ConditionCheck)\b(?=: \{|\(\{| = \()/g)];
    return [...commands, ...parts.map(([part]) => part)].map(
      (command) => actionOf[command] ?? `${serviceOf(command)}:${command}`,
    );
  });
}
