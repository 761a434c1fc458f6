import { DescribeTableCommand, DescribeTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";

import { useDynamodb } from "../test/use-dynamodb.ts";
import { ensureJobsTable } from "./ensure-jobs-table.ts";
import { jobsTable } from "./jobs-table.ts";

const { client, newTable } = useDynamodb();

test("the table is made with every index and its expiry, once however often it is asked for", async () => {
  const tableName = await newTable();
  await Promise.all([ensureJobsTable(tableName, client()), ensureJobsTable(tableName, client())]);
  const { Table } = await client().send(new DescribeTableCommand({ TableName: tableName }));
  expect(Table?.BillingModeSummary?.BillingMode).toBe("PAY_PER_REQUEST");
  const indexes = Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName);
  expect(indexes?.toSorted()).toEqual(Object.keys(jobsTable.globalIndexes).toSorted());
  const { TimeToLiveDescription } = await client().send(
    new DescribeTimeToLiveCommand({ TableName: tableName }),
  );
  expect(TimeToLiveDescription?.AttributeName).toBe(jobsTable.ttl);
});
