import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { LambdaUser } from "../../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../../test/start-test-aws.ts";
import { suites } from "./all-requirements.ts";
import { brokenRules } from "./broken-rules.ts";
import { historyLines } from "./history-lines.ts";
import { requirementFunctions } from "./requirement-functions.ts";
import { RequirementRunner } from "./requirement-runner.ts";
import type { Requirements } from "./requirement.ts";

let aws: TestAws;
let user: LambdaUser;
let runner: RequirementRunner;
beforeAll(async () => {
  aws = await startTestAws({ functions: requirementFunctions });
  user = new LambdaUser(aws);
  runner = new RequirementRunner(aws, user);
});
afterAll(async () => {
  user.close();
  await aws.close();
});

/** Without ids that AWS chooses, and the folder. */
const withoutChance = (line: string) =>
  line
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "ID")
    .replace(/"folder":"[^"]+"/, '"folder":"…"');

describe.each(Object.entries<Requirements>(suites))("%s", (_suite, requirements) => {
  const cases = Object.entries(requirements).map(([name, each]) => ({ name, ...each }));
  test.each(cases)("$title", async ({ name, ...requirement }) => {
    const { events, notes, status, result } = await runner.run(name, requirement);
    expect(brokenRules(events)).toEqual([]);
    expect(historyLines(events).map(withoutChance)).toEqual(requirement.history);
    expect(notes).toEqual(requirement.notes ?? []);
    expect(status).toBe(requirement.status ?? "SUCCEEDED");
    expect(result).toEqual(requirement.result);
  });
});
