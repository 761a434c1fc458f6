import { z } from "zod";

import { parseInput } from "../parse-input.ts";
import type { JsonOperation, Machine } from "../service.ts";
import { ruleArn } from "./event-envelope.ts";
import type { Rule } from "./rules.ts";

const schema = z.object({ NamePrefix: z.string().default("") });

export function listRules(machine: Machine, rules: Rule[]): JsonOperation {
  return (raw) => {
    const { NamePrefix } = parseInput(schema, raw, "ValidationException");
    const named = rules.filter(({ options }) => options.name.startsWith(NamePrefix));
    return {
      Rules: named.map(({ options }) => ({
        Name: options.name,
        Arn: ruleArn(machine, options.name),
        State: "ENABLED",
        EventBusName: "default",
        ...(options.pattern && { EventPattern: JSON.stringify(options.pattern) }),
        ...(options.schedule && { ScheduleExpression: options.schedule }),
      })),
    };
  };
}
