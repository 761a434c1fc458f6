import { readFileSync } from "node:fs";
import { join } from "node:path";

import { countOperations } from "@longhaul/core/cost/operation-count";
import { expect, test } from "vitest";

import { ofType, readGraph } from "./graph.ts";
import { root } from "./project.ts";

const document = readFileSync(join(root, "docs/scale.md"), "utf8");

test("the document's operations of a year are those of the sync pattern's plan", () => {
  const attempt = { createdAt: "2026-01-01T00:00:00.000Z", endedAt: "2027-01-01T00:00:00.000Z" };
  const job = { pattern: "sync", status: "succeeded", createdAt: attempt.createdAt } as const;
  const operations = countOperations({ ...job, attempts: [attempt] }, new Date(attempt.endedAt));
  expect(document).toContain(`\`sync\`: ${operations} after a year`);
});

test("the document's number of tasks at once is that of the subnets' addresses", () => {
  const subnets = ofType(readGraph("production"), "ec2.Subnet").filter(({ name }) =>
    name.startsWith("VpcPublicSubnet"),
  );
  const free = subnets.map(({ inputs }) => {
    const [, bits] = String(inputs["cidrBlock"]).split("/");
    // AWS keeps five of each.
    return 2 ** (32 - Number(bits)) - 5;
  });
  const tasks = free.reduce((sum, one) => sum + one, 0);
  expect(document).toContain(`room for ${tasks.toLocaleString("en-US")} tasks at once`);
  // Of 10 minutes each.
  const jobs = Math.floor((tasks * 86_400) / 600 / 1000);
  expect(document).toContain(`${jobs},000 jobs a day of 10 minutes each`);
});
