import { type IndexName, jobsTable } from "../packages/core/src/aws/jobs-table.ts";
import { production } from "./context.ts";
import { settings } from "./settings.ts";

const { primaryIndex, globalIndexes, ttl } = jobsTable;
const keyNames = [primaryIndex, ...Object.values(globalIndexes)].flatMap((index) => [
  index.hashKey,
  index.rangeKey,
]);

export const table = new sst.aws.Dynamo("Jobs", {
  fields: Object.fromEntries(keyNames.map((name) => [name, "string" as const])),
  primaryIndex,
  globalIndexes,
  ttl,
  deletionProtection: production,
  transform: {
    table: (args) => {
      args.pointInTimeRecovery = { enabled: true, recoveryPeriodInDays: 35 };
      args.serverSideEncryption = { enabled: true };
    },
  },
});

/** What `tableSchema` of core reads. Equal everywhere: whoever finishes a job writes when it is deleted. */
export const tableEnvironment = {
  LONGHAUL_TABLE: table.name,
  ...(settings.retentionDays !== undefined && {
    LONGHAUL_RETENTION_DAYS: String(settings.retentionDays),
  }),
};

/** Of the table's own items; SST's link would grant dynamodb:*. A transaction needs the action of each of its parts. */
export const tableAccess = (...actions: string[]) => ({
  actions: actions.map((action) => `dynamodb:${action}`),
  resources: [table.arn],
});

export const queryIndexes = (...indexes: IndexName[]) => ({
  actions: ["dynamodb:Query"],
  resources: indexes.map((index) => $interpolate`${table.arn}/index/${index}`),
});
