import { z } from "zod";

import { account, region } from "./project.ts";

const statementSchema = z.object({
  sid: z.string().optional(),
  effect: z.string().default("Allow"),
  actions: z.array(z.string()),
  resources: z.array(z.string()).optional(),
  principals: z.array(z.object({ type: z.string(), identifiers: z.array(z.string()) })).default([]),
  conditions: z
    .array(z.object({ test: z.string(), variable: z.string(), values: z.array(z.string()) }))
    .nullish(),
});

const documentSchema = z.object({ statements: z.array(statementSchema).default([]) });

/** What the provider's functions answer. */
export function answerCall({ token, inputs }: { token: string; inputs: unknown }): object {
  switch (token) {
    case "aws:index/getPartition:getPartition":
      return { partition: "aws", dnsSuffix: "amazonaws.com", id: "aws" };
    case "aws:index/getRegion:getRegion":
      return { region, name: region, id: region };
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return { accountId: account, arn: `arn:aws:iam::${account}:root`, id: account };
    case "aws:index/getAvailabilityZones:getAvailabilityZones":
      return { names: ["a", "b", "c"].map((zone) => region + zone), zoneIds: ["1", "2", "3"] };
    case "aws:iam/getPolicyDocument:getPolicyDocument":
      return { ...z.looseObject({}).parse(inputs), json: JSON.stringify(policyDocument(inputs)) };
    case "aws:ec2/getManagedPrefixList:getManagedPrefixList":
      return { id: `pl-${z.object({ name: z.string() }).parse(inputs).name.split(".").at(-1)}` };
    case "aws:ecr/getAuthorizationToken:getAuthorizationToken":
      return { proxyEndpoint: "https://ecr.invalid", userName: "AWS", password: "-" };
  }
  return z.looseObject({}).parse(inputs);
}

function policyDocument(inputs: unknown): object {
  return {
    Version: "2012-10-17",
    Statement: documentSchema.parse(inputs).statements.map((statement) => ({
      ...(statement.sid !== undefined && { Sid: statement.sid }),
      Effect: statement.effect,
      Action: statement.actions,
      ...(statement.resources !== undefined && { Resource: statement.resources }),
      ...(statement.principals.length > 0 && {
        Principal: Object.fromEntries(
          statement.principals.map(({ type, identifiers }) => [type, identifiers]),
        ),
      }),
      ...(statement.conditions && { Condition: conditionsOf(statement.conditions) }),
    })),
  };
}

function conditionsOf(conditions: { test: string; variable: string; values: string[] }[]): object {
  const byTest: Record<string, Record<string, string[]>> = {};
  for (const { test, variable, values } of conditions) {
    byTest[test] = { ...byTest[test], [variable]: values };
  }
  return byTest;
}
