import type { Mutation } from "./mutation.ts";

const jobs = "the document's cost of jobs is what the code computes from its prices";
const idle = "the document's cost of an idle stack is that of what production has";
const network = "the document's cost of the network is that of the endpoints that there are";
const named = "the document names the prices that the code has, with their region and month";
const hour = "the document's hour of a task is the code's";
const operations = "the document's operations of a year are those of the sync pattern's plan";
const addresses = "the document's number of tasks at once is that of the subnets' addresses";

/** The words that name a price, and those that name another. */
const otherPrices = [
  ["List prices of us-east-1,", "List prices of eu-west-1,"],
  ["June 2026, Linux", "May 2026, Linux"],
  ["$0.03238 per vCPU-hour", "$0.03239 per vCPU-hour"],
  ["$0.00356 per GB-hour", "$0.00357 per GB-hour"],
  ["$0.005 per hour for the", "$0.006 per hour for the"],
  ["$8 per million durable", "$9 per million durable"],
  ["$0.0045 an hour", "$0.0046 an hour"],
] as const;

/** Of what the documents say that follows from the program. */
export const documentMutations: Mutation[] = [
  ...otherPrices.map(([from, to]) => ({ file: "docs/deploy.md", from, to, fails: named })),
  {
    file: "packages/core/src/cost/stack-prices.ts",
    from: "interfaceEndpoint: { hour: 0.01, gb: 0.01 }",
    to: "interfaceEndpoint: { hour: 0.01, gb: 0.02 }",
    fails: named,
  },
  {
    file: "packages/core/src/cost/stack-prices.ts",
    from: "natGateway: { hour: 0.045, gb: 0.045 }",
    to: "natGateway: { hour: 0.045, gb: 0.055 }",
    fails: named,
  },
  {
    file: "packages/core/src/cost/prices.ts",
    from: "vcpuHour: 0.03238",
    to: "vcpuHour: 0.04048",
    fails: [jobs, named, hour],
  },
  { file: "docs/deploy.md", from: "$130,305 |", to: "$130,306 |", fails: jobs },
  {
    file: "packages/core/src/cost/operation-count.ts",
    from: "  sync: 7,",
    to: "  sync: 8,",
    fails: [jobs, operations],
  },
  { file: "docs/deploy.md", from: "| alarms: 17  ", to: "| alarms: 18  ", fails: idle },
  {
    file: "infra/alarms.ts",
    from: '["Errors", "Throttles"]',
    to: '["Errors", "Throttles", "Duration"]',
    fails: idle,
  },
  {
    file: "infra/endpoints.ts",
    from: '  endpoint("Logs",',
    to: '  endpoint("Sts", "sts", [byFargate(writeTaskLogs)], interfaces);\n  endpoint("Logs",',
    fails: network,
    variant: "private",
  },
  {
    file: "docs/deploy.md",
    from: "0.25 vCPU, 0.5 GB: $0.014875",
    to: "0.25 vCPU, 0.5 GB: $0.015",
    fails: hour,
  },
  {
    file: "docs/deploy.md",
    from: "1 vCPU, 2 GB: $0.0445",
    to: "1 vCPU, 2 GB: $0.045",
    fails: hour,
  },
  {
    file: "docs/scale.md",
    from: "`sync`: 998 after a year",
    to: "`sync`: 997 after a year",
    fails: operations,
  },
  {
    file: "docs/scale.md",
    from: "room for 2,038 tasks",
    to: "room for 2,048 tasks",
    fails: addresses,
  },
  { file: "docs/scale.md", from: "293,000 jobs a day", to: "294,000 jobs a day", fails: addresses },
  { file: "infra/network.ts", from: "  az: 2,", to: "  az: 3,", fails: addresses },
];
