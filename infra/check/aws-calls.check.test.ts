import { expect, test } from "vitest";

import { awsCalls } from "./aws-calls.ts";
import { readGraph } from "./graph.ts";
import { roles } from "./policy.ts";

/** Not called by our code: by the durable SDK, by Lambda and Fargate for a log, by ECS for a task's roles and image. */
const ofAws =
  /^(lambda:(CheckpointDurableExecution|GetDurableExecutionState)|logs:(Create|Put|Describe)|iam:PassRole|ecr:)/;

test("what the roles may do, taken together, is what core's adapters call", () => {
  const granted = roles(readGraph("production"))
    .flatMap(({ statements }) => statements.flatMap(({ Action }) => Action))
    .filter((action) => !ofAws.test(action));

  expect([...new Set(granted)].toSorted()).toEqual([...awsCalls()].toSorted());
});
