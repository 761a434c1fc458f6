import { describe, expect, test } from "vitest";

import { jobIdPattern, newJobId } from "../id.ts";
import { firstIdAt, idRange, timeOfId } from "./id-range.ts";

const at = new Date("2026-03-01T12:00:00.123Z");

describe("ids", () => {
  test("an id tells its time, and sorts by it", () => {
    const id = newJobId(at);
    expect(id).toMatch(jobIdPattern);
    expect(timeOfId(id)).toBe(at.getTime());
    expect(firstIdAt(at.getTime()) < id).toBe(true);
    expect(id < firstIdAt(at.getTime() + 1)).toBe(true);
  });

  test("ids of one millisecond sort in the order in which they were made", () => {
    const ids = Array.from({ length: 100 }, () => newJobId(at));
    expect(ids).toEqual(ids.toSorted());
  });

  test("a bound reaches as far as the ids that it allows", () => {
    const { from, before } = idRange({ q: "job_01k" });
    expect(firstIdAt(timeOfId(from))).toBe("job_01k0000000");
    expect(firstIdAt(timeOfId(before))).toBe("job_01kzzzzzzz");
  });

  test("the start of a name is not read as an id", () => {
    expect(idRange({ q: "job_nightly" })).toEqual(idRange({}));
  });
});
