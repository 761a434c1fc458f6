import { jobsTable } from "@longhaul/core/aws/jobs-table";
import { expect, test } from "vitest";

import { inputsOf, readGraph } from "./graph.ts";

const table = inputsOf(readGraph("production"), "JobsTable");

test("the table has the keys and indexes that the code reads", () => {
  expect(table).toMatchObject({ ...jobsTable.primaryIndex, billingMode: "PAY_PER_REQUEST" });
  expect(table["globalSecondaryIndexes"]).toEqual(
    Object.entries(jobsTable.globalIndexes).map(([name, { hashKey, rangeKey, projection }]) => ({
      name,
      hashKey,
      rangeKey,
      projectionType: projection === "all" ? "ALL" : "KEYS_ONLY",
    })),
  );
});

test("the table is encrypted with a KMS key, can be restored for 35 days, expires items, and is protected", () => {
  expect(table).toMatchObject({
    serverSideEncryption: { enabled: true },
    pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 },
    ttl: { enabled: true, attributeName: jobsTable.ttl },
    deletionProtectionEnabled: true,
  });
});
