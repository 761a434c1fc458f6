import { attemptCostUsd } from "@longhaul/core/cost/attempt-cost";
import { countOperations } from "@longhaul/core/cost/operation-count";
import { prices } from "@longhaul/core/cost/prices";
import { stackPrices } from "@longhaul/core/cost/stack-prices";
import type { Pattern } from "@longhaul/core/job/job";

import type { Graph } from "./graph-schema.ts";
import { ofType } from "./graph.ts";

type Row = string[];

const hour = 3600;
const durations: [string, number][] = [
  ["1 minute", 60],
  ["10 minutes", 600],
  ["1 hour", hour],
  ["1 day", 24 * hour],
  ["30 days", 30 * 24 * hour],
  ["365 days", 365 * 24 * hour],
];
const start = new Date("2026-01-01T00:00:00.000Z");
const small = { cpu: 256, memory: 512 };
const large = { cpu: 1024, memory: 2048 };

const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);

/** What 1,000 jobs cost that succeed at the first attempt. */
export const jobRows = (): Row[] =>
  durations.map(([words, seconds]) => [
    words,
    usd(1000 * taskUsd(small, seconds)),
    usd(1000 * taskUsd(large, seconds)),
    operations("await", seconds).usd,
    operations("callback", seconds).usd,
    `${operations("sync", seconds).usd} (${operations("sync", seconds).count})`,
  ]);

function taskUsd(size: typeof small, seconds: number): number {
  const at = (status: string, date: Date) => ({ status, at: date.toISOString() });
  const taskStates = [at("ACTIVATING", start), at("STOPPED", after(seconds))];
  return attemptCostUsd({ size, capacity: "on_demand", taskStates }, after(seconds));
}

function operations(pattern: Pattern, seconds: number): { count: number; usd: string } {
  const attempt = { createdAt: start.toISOString(), endedAt: after(seconds).toISOString() };
  const job = { pattern, status: "succeeded", createdAt: attempt.createdAt } as const;
  const count = countOperations({ ...job, attempts: [attempt] }, after(seconds));
  return { count, usd: `$${(1000 * count * prices.durableOperation).toFixed(3)}` };
}

/** Of a run of the sweep that finds nothing: assumed, not measured on AWS. */
export const sweepRun = { seconds: 0.1, gb: 0.5, readUnits: 4, logBytes: 1000 };

/** What a stack costs in a month in which nobody uses it. */
export function idleRows(graph: Graph): Row[] {
  const { lambda, dynamodb, monthHours } = stackPrices;
  const runs = monthHours * 60;
  const alarms = ofType(graph, "cloudwatch.MetricAlarm").length;
  const keys = ofType(graph, "kms.Key").length;
  const zones = ofType(graph, "servicediscovery.PrivateDnsNamespace").length;
  const aRun =
    stackPrices.schedulerInvocation +
    lambda.request +
    sweepRun.seconds * sweepRun.gb * lambda.gbSecond +
    sweepRun.readUnits * dynamodb.readUnit +
    (sweepRun.logBytes / 1e9) * stackPrices.logGb;
  const parts: [string, number][] = [
    [`alarms: ${alarms}`, alarms * stackPrices.alarmMonth],
    [`KMS key of the alarms: ${keys}`, keys * stackPrices.kmsKeyMonth],
    [`private DNS zone that SST makes with a VPC: ${zones}`, zones * stackPrices.hostedZoneMonth],
    [`runs of the sweep: ${runs.toLocaleString("en-US")}`, runs * aRun],
  ];
  const total = parts.reduce((sum, [, part]) => sum + part, 0);
  return [...parts, ["together" as const, total] as const].map(([what, part]) => [what, usd(part)]);
}

/** How tasks get out: what it costs in a month, by how many run at once on average, without what is paid by the GB. */
export function networkRows(graph: Graph): Row[] {
  const { interfaceEndpoint, natGateway, monthHours } = stackPrices;
  const zones = ofType(graph, "ec2.Subnet").length / 2;
  const endpoints = ofType(graph, "ec2.VpcEndpoint").filter(
    ({ inputs }) => inputs["vpcEndpointType"] === "Interface",
  ).length;
  const address = (tasks: number) => tasks * prices.publicIpv4Hour * monthHours;
  return [
    [
      "public addresses (`privateLink: false`)",
      usd(address(1)),
      usd(address(16)),
      usd(address(100)),
    ],
    [
      `PrivateLink (\`privateLink: true\`): ${endpoints} endpoints in ${zones} zones`,
      ...Array.from({ length: 3 }, () =>
        usd(endpoints * zones * interfaceEndpoint.hour * monthHours),
      ),
    ],
    [
      `NAT gateways in ${zones} zones (not offered)`,
      ...Array.from({ length: 3 }, () => usd(zones * natGateway.hour * monthHours)),
    ],
  ];
}

/** A worker that reports progress each second writes the job and its place in the index by change. */
export const progressHourUsd = (): string => usd(2 * hour * stackPrices.dynamodb.writeUnit, 4);

const usd = (amount: number, digits = 2): string =>
  `$${amount < 100 ? amount.toFixed(digits) : Math.round(amount).toLocaleString("en-US")}`;
