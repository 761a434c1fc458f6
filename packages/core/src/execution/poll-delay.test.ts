import { describe, expect, test } from "vitest";

import { countPolls, pollDelaySeconds } from "./poll-delay.ts";

const yearSeconds = 366 * 24 * 3600;

/** Ages at which a job that lives `seconds` is looked at. */
function pollsOf(seconds: number): number[] {
  const ages: number[] = [];
  for (let age = 0; age < seconds; age += pollDelaySeconds(age)) ages.push(age);
  return ages;
}

describe("pollDelaySeconds", () => {
  test("looks every 5 s in the first minute", () => {
    expect(pollsOf(60)).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55]);
  });

  test("keeps a job of a year under 1,000 metered operations, those of its attempt included", () => {
    const operationsBesidePolls = 12;
    expect(pollsOf(yearSeconds).length + operationsBesidePolls).toBeLessThanOrEqual(1000);
  });

  test("knows an end within 1 % of the age, or a minute while the job is young", () => {
    for (const age of pollsOf(yearSeconds)) {
      const delay = pollDelaySeconds(age);
      expect(delay).toBeLessThanOrEqual(Math.max(60, age * 0.01));
      expect(delay).toBeGreaterThanOrEqual(5);
    }
  });

  test("never looks more often as the job grows older", () => {
    const delays = pollsOf(yearSeconds).map(pollDelaySeconds);
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
  });

  test("is counted look by look, wherever an attempt begins", () => {
    const ages = pollsOf(yearSeconds);
    expect(countPolls(0, yearSeconds)).toBe(ages.length);
    const [begin = 0] = ages.filter((age) => age > 10_000);
    expect(countPolls(0, begin) + countPolls(begin, yearSeconds)).toBe(ages.length);
    expect(countPolls(9, 9)).toBe(0);
  });
});
