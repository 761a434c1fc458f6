import { expect, test } from "vitest";

import { eventPattern } from "./event-pattern.ts";

const event = {
  source: "aws.ecs",
  detail: {
    lastStatus: "STOPPED",
    group: "family:Worker",
    count: 3,
    nothing: null,
    tags: ["a", "b"],
    containers: [
      { name: "x", exitCode: 0 },
      { name: "y", exitCode: 7 },
    ],
  },
};

const cases: [pattern: object, matches: boolean][] = [
  [{ source: ["aws.ecs"] }, true],
  [{ source: ["aws.ec2", "aws.ecs"] }, true],
  [{ source: ["AWS.ECS"] }, false],
  [{ source: ["aws.ecs"], account: ["1"] }, false],
  [{ detail: { lastStatus: ["STOPPED"], count: [3] } }, true],
  [{ detail: { count: ["3"] } }, false],
  [{ detail: { nothing: [null] } }, true],
  [{ detail: { absent: [null] } }, false],
  [{ detail: { tags: ["b"] } }, true],
  [{ detail: { tags: [{ "anything-but": ["a", "b"] }] } }, false],
  [{ detail: { containers: { exitCode: [7], name: ["y"] } } }, true],
  [{ detail: { containers: { exitCode: [7], name: ["x"] } } }, false],
  [{ detail: { group: [{ prefix: "family:" }] } }, true],
  [{ detail: { group: [{ prefix: "Family:" }] } }, false],
  [{ detail: { group: [{ prefix: { "equals-ignore-case": "FAMILY" } }] } }, true],
  [{ detail: { group: [{ suffix: "Worker" }] } }, true],
  [{ detail: { group: [{ "equals-ignore-case": "FAMILY:worker" }] } }, true],
  [{ detail: { group: [{ wildcard: "fam*:W*r" }] } }, true],
  [{ detail: { group: [{ wildcard: "fam.*" }] } }, false],
  [{ detail: { lastStatus: [{ "anything-but": "RUNNING" }] } }, true],
  [{ detail: { lastStatus: [{ "anything-but": { prefix: "STOP" } }] } }, false],
  [{ detail: { absent: [{ "anything-but": "RUNNING" }] } }, false],
  [{ detail: { absent: [{ exists: false }] } }, true],
  [{ detail: { lastStatus: [{ exists: false }] } }, false],
  [{ detail: { lastStatus: [{ exists: true }] } }, true],
  [{ detail: { count: [{ numeric: [">", 0, "<=", 3] }] } }, true],
  [{ detail: { count: [{ numeric: [">", 3] }] } }, false],
  [{ $or: [{ source: ["x"] }, { detail: { count: [3] } }] }, true],
  [{ $or: [{ source: ["x"] }, { detail: { count: [4] } }] }, false],
];

test.each(cases)("%j matches: %s", (pattern, matches) => {
  expect(eventPattern(pattern)(event)).toBe(matches);
});

test.each([
  [{}, "must not be empty"],
  [{ source: [] }, '"source": a list must not be empty'],
  [{ source: "aws.ecs" }, '"source" must be an object or a list'],
  [{ source: [{ sounds: "like" }] }, "unrecognized match expression"],
  [{ source: [{ prefix: "a", suffix: "b" }] }, "exactly one operator"],
  [{ detail: { count: [{ numeric: [">"] }] } }, "operators and numbers"],
  [{ detail: { count: [{ exists: "yes" }] } }, "true or false"],
])("%j is refused: %s", (pattern, why) => {
  expect(() => eventPattern(pattern)).toThrow(why);
});
