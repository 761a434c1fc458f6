import { readFileSync } from "node:fs";
import { join } from "node:path";

import { attemptCostUsd } from "@longhaul/core/cost/attempt-cost";
import { prices } from "@longhaul/core/cost/prices";
import { stackPrices } from "@longhaul/core/cost/stack-prices";
import { expect, test } from "vitest";

import { idleRows, jobRows, networkRows, progressHourUsd } from "./cost-tables.ts";
import { readGraph } from "./graph.ts";
import { root } from "./project.ts";

const document = readFileSync(join(root, "docs/deploy.md"), "utf8");
const lines = document.split("\n").map((line) => line.replaceAll(/ +/g, " "));

/** The rows of the table whose first line begins so. */
function tableAt(head: string): string[][] {
  const from = lines.findIndex((line) => line.startsWith(`| ${head}`));
  if (from === -1) throw new Error(`docs/deploy.md has no table that begins with ${head}.`);
  const rows = lines.slice(from + 2);
  const to = rows.findIndex((line) => !line.startsWith("|"));
  return rows.slice(0, to).map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test("the document's cost of jobs is what the code computes from its prices", () => {
  expect(tableAt("each takes")).toEqual(jobRows());
});

test("the document's cost of an idle stack is that of what production has", () => {
  expect(tableAt("idle")).toEqual(idleRows(readGraph("production")));
});

test("the document's cost of the network is that of the endpoints that there are", () => {
  expect(tableAt("tasks at once")).toEqual(networkRows(readGraph("private")));
});

test("the document names the prices that the code has, with their region and month", () => {
  const month = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });
  const named = [
    `List prices of ${prices.region}, ${month.format(new Date(prices.pricesOf))}, `,
    `$${prices.fargate.vcpuHour} per vCPU-hour`,
    `$${prices.fargate.gbHour} per GB-hour`,
    `$${prices.publicIpv4Hour} per hour`,
    `$${prices.durableOperation * 1e6} per million durable operations`,
    `$${stackPrices.interfaceEndpoint.gb.toFixed(2)} per GB`,
    `$${stackPrices.natGateway.gb} per GB`,
    `${progressHourUsd()} an hour`,
  ];
  const text = document.replaceAll(/\s+/g, " ");
  expect(named.filter((price) => !text.includes(price))).toEqual([]);
});

test("the document's hour of a task is the code's", () => {
  const taskStates = [{ status: "ACTIVATING", at: "2026-01-01T00:00:00.000Z" }];
  const anHour = (cpu: number, memory: number): string => {
    const end = new Date("2026-01-01T01:00:00.000Z");
    const task = { size: { cpu, memory }, capacity: "on_demand", taskStates } as const;
    return `$${attemptCostUsd(task, end)}`;
  };
  expect(document).toContain(`0.25 vCPU, 0.5 GB: ${anHour(256, 512)}`);
  expect(document).toContain(`1 vCPU, 2 GB: ${anHour(1024, 2048)}`);
});
