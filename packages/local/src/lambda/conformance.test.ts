import { join } from "node:path";

import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { startTestAws, type TestAws } from "../test/start-test-aws.ts";
import { mismatches, substitute, type Bindings } from "./conformance/match.ts";
import {
  readRequirements,
  requirementsFolder,
  type Requirement,
} from "./conformance/requirement.ts";
import { runRequirement } from "./conformance/run-requirement.ts";

const sideBySide = 30;

const requirements = readRequirements();
const isAbsent = requirements.length === 0;
const where = isAbsent ? ` (not at ${requirementsFolder})` : "";

describe.skipIf(isAbsent)(`AWS's requirements for durable executions${where}`, () => {
  let aws: TestAws;
  let client: LambdaClient;
  let logs: CloudWatchLogsClient;
  let runs: Map<string, Promise<string[]>>;
  beforeAll(async () => {
    aws = await startTestAws({
      functions: [
        {
          name: "conformance",
          module: join(import.meta.dirname, "conformance/handlers/all.ts"),
          export: "handler",
          durable: { executionTimeoutSeconds: 120, retentionPeriodInDays: 1 },
        },
      ],
    });
    client = new LambdaClient(aws.client);
    logs = new CloudWatchLogsClient(aws.client);
    // Side by side, as their waits are real seconds; but not so many that a wait is over before its turn.
    const limit = limited(sideBySide);
    runs = new Map(requirements.map((each) => [each.id, limit(() => check(each))]));
  });
  afterAll(async () => {
    client.destroy();
    logs.destroy();
    await aws.close();
  });

  test("none of the six suites is left out", () => {
    expect(requirements).toHaveLength(90);
  });

  test.each(requirements)("$id $description", async ({ id }) => {
    expect(await runs.get(id)).toEqual([]);
  });

  async function check(requirement: Requirement): Promise<string[]> {
    try {
      const { arn, bindings, problems } = await runRequirement(client, requirement);
      if (requirement.ExpectedLogs.length === 0) return problems;
      const found = await countLogs(requirement, arn, bindings);
      const wanted = requirement.ExpectedLogs.map(({ count }) => count);
      return [...problems, ...mismatches(wanted, found, bindings, "log records")];
    } catch (error) {
      return [String(error)];
    }
  }

  /** How many lines of the execution match each expected record. */
  async function countLogs(
    { ExpectedLogs }: Requirement,
    arn: string,
    bindings: Bindings,
  ): Promise<number[]> {
    const answer = await logs.send(
      new FilterLogEventsCommand({ logGroupName: "/aws/lambda/conformance", limit: 10_000 }),
    );
    const records = (answer.events ?? [])
      .filter(({ message }) => message?.startsWith("{"))
      .map(({ message }): Record<string, unknown> => JSON.parse(message ?? "{}"))
      .filter(({ executionArn }) => executionArn === arn);
    return ExpectedLogs.map(
      ({ match }) =>
        records.filter((record) =>
          Object.entries(match).every(([field, wanted]) => {
            const pattern = String(substitute(wanted, bindings));
            const regex = /^\/(.*)\/$/.exec(pattern)?.[1];
            const found = String(record[field]);
            return regex === undefined ? found === pattern : new RegExp(regex).test(found);
          }),
        ).length,
    );
  }
});

/** Runs what it is given in order, `most` at a time. */
function limited(most: number) {
  const lanes = Array.from({ length: most }, () => Promise.resolve<unknown>(undefined));
  let next = 0;
  return <T>(run: () => Promise<T>): Promise<T> => {
    const lane = next++ % most;
    const result = (lanes[lane] ?? Promise.resolve()).then(run);
    lanes[lane] = result;
    return result;
  };
}
