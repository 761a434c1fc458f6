import { expect, test } from "vitest";

import { parseRules } from "./rules.ts";

test("a rule that EventBridge would not take is refused by its name", () => {
  const parse = (rule: object) => () => parseRules([{ name: "broken", function: "f", ...rule }]);
  expect(parse({})).toThrow("rule broken: give a pattern or a schedule");
  expect(parse({ schedule: "rate(0 minutes)" })).toThrow(
    "rule broken: the schedule rate(0 minutes)",
  );
  expect(parse({ pattern: { source: "x" } })).toThrow('rule broken: "source" must be');
});
