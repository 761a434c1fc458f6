import { z } from "zod";

import type { Graph } from "./graph-schema.ts";
import { ofType } from "./graph.ts";

const list = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

const statementSchema = z.object({
  Effect: z.literal("Allow"),
  Action: list,
  Resource: list.optional(),
  Principal: z.record(z.string(), list).optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});

export type Statement = z.output<typeof statementSchema>;

const documentSchema = z.preprocess(
  (document) => (typeof document === "string" ? JSON.parse(document) : document),
  z.object({ Statement: z.array(statementSchema) }),
);

export const statementsOf = (document: unknown): Statement[] =>
  documentSchema.parse(document).Statement;

const roleSchema = z.object({
  assumeRolePolicy: documentSchema,
  inlinePolicies: z.array(z.object({ policy: documentSchema })).default([]),
  managedPolicyArns: z.array(z.string()).default([]),
});

const attachedSchema = z.object({ role: z.string(), policy: documentSchema });

export interface Role {
  name: string;
  trust: Statement[];
  statements: Statement[];
  managedPolicies: string[];
}

/** Every role with all that it may do. */
export function roles(graph: Graph): Role[] {
  const attached = ofType(graph, "iam.RolePolicy").map(({ inputs }) =>
    attachedSchema.parse(inputs),
  );
  return ofType(graph, "iam.Role").map(({ name, inputs }) => {
    const role = roleSchema.parse(inputs);
    const policies = [
      ...role.inlinePolicies,
      ...attached.filter((policy) => policy.role === `${name}-id`),
    ];
    return {
      name,
      trust: role.assumeRolePolicy.Statement,
      statements: policies.flatMap(({ policy }) => policy.Statement),
      managedPolicies: role.managedPolicyArns.map((arn) => arn.split("/").at(-1) ?? arn),
    };
  });
}

/** Each permission in words, sorted: `<action> on <service> <resource> if <key> is <value>`. */
export function allowed(statements: Statement[]): string[] {
  return statements
    .flatMap(({ Action, Resource = [], Condition = {} }) => {
      const conditions = Object.values(Condition)
        .flatMap((keys) => Object.entries(keys))
        .map(([key, values]) => ` if ${key} is ${list.parse(values).map(shorten).join(" or ")}`);
      return Action.flatMap((action) =>
        Resource.map((resource) => `${action} on ${shorten(resource)}${conditions.join("")}`),
      );
    })
    .toSorted();
}

/** Without the account, the region, and the letters that SST adds to names. */
const shorten = (arn: string): string =>
  arn
    .replace(/^arn:aws:([\w-]+):[\w-]*:\d*:/, "$1 ")
    .replaceAll(/-[abcdefhkmnorstuvwxz]{8}(?=[-/:]|$)/g, "");
