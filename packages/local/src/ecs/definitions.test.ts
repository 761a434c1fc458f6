import { expect, test } from "vitest";

import { parseDefinitions } from "./definitions.ts";

test("a definition that Fargate would not take is refused by its name", () => {
  const parse = (task: object) => () =>
    parseDefinitions([{ family: "broken", command: ["true"], ...task }]);
  expect(parse({ command: [] })).toThrow("task definition broken: its command is empty");
  expect(parse({ cpu: 300 })).toThrow("task definition broken: Fargate has no size of 300");
  expect(parse({ stopTimeoutSeconds: 121 })).toThrow("at most 120");
  const twice = { family: "twice", command: ["true"] };
  expect(() => parseDefinitions([twice, twice])).toThrow(
    "task definition twice: the family is defined twice; give each its own name",
  );
});
