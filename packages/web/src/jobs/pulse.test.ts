import { describe, expect, test } from "vitest";

import { pulseOf } from "./pulse.ts";

const now = Date.parse("2026-11-24T12:00:00.000Z");
const at = (secondsAgo: number) => new Date(now - secondsAgo * 1000).toISOString();

const job = (heartbeatAt?: string) => ({
  id: "job_1",
  type: "simulate",
  pattern: "await" as const,
  status: "running" as const,
  version: 1,
  tags: [],
  createdBy: "ci",
  createdAt: at(900),
  updatedAt: at(1),
  attempt: 1,
  failedAttempts: 0,
  platformEnds: 0,
  timeouts: { jobSeconds: 3600, attemptSeconds: 3600, heartbeatSeconds: 60 },
  retry: { maxAttempts: 3, delaySeconds: 1, maxDelaySeconds: 60 },
  size: { cpu: 256, memory: 512 },
  capacity: "on_demand" as const,
  ...(heartbeatAt !== undefined && { heartbeatAt }),
});

describe("pulseOf", () => {
  test("a worker heard lately is alive", () => {
    expect(pulseOf(job(at(4)), now)).toEqual({ state: "alive", text: "Alive, heard 4s ago" });
  });

  test("half of the limit without a word is quiet, all of it is silence", () => {
    expect(pulseOf(job(at(40)), now).state).toBe("quiet");
    expect(pulseOf(job(at(70)), now).state).toBe("silent");
  });

  test("a task that sends no heartbeat is not called dead for it", () => {
    expect(pulseOf(job(), now).state).toBe("alive");
  });
});
