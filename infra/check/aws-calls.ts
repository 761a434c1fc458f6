import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "./project.ts";

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
};

/** Authorised by the actions of what it contains. */
const isTransaction = (command: string): boolean => /^Transact(Write|Get)$/.test(command);

/** Creates the table on one machine; on AWS the stack does. */
const ofOneMachine = "ensure-jobs-table.ts";

/** IAM's actions for every call of AWS in core's adapters, as their sources name them. */
export function awsCalls(): Set<string> {
  const folder = join(root, "packages/core/src/aws");
  const files = globSync("**/*.ts", { cwd: folder }).filter(
    (file) => !file.endsWith(".test.ts") && file !== ofOneMachine,
  );
  return new Set(files.flatMap((file) => callsIn(readFileSync(join(folder, file), "utf8"))));
}

function callsIn(source: string): string[] {
  const imports = source.matchAll(/import \{([^}]*)\} from "@aws-sdk\/(?:client|lib)-([\w-]+)"/g);
  const commands = [...imports].flatMap(([, names = "", client = ""]) =>
    [...names.matchAll(/\b(?:(\w+)Command|paginate(\w+))\b/g)]
      .map(([, command = "", paginated = ""]) => command || paginated)
      .filter((command) => !isTransaction(command))
      .map((command) => actionOf[command] ?? `${serviceOf(client)}:${command}`),
  );
  const parts = [...source.matchAll(/\b(Put|Update|Delete|ConditionCheck)\b(?=: \{|\(\{| = \()/g)];
  return [...commands, ...parts.map(([part]) => actionOf[part] ?? part)];
}

const serviceOf = (client: string): string => (client === "cloudwatch-logs" ? "logs" : client);
