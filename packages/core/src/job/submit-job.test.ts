import { beforeEach, describe, expect, test } from "vitest";

import { echoType, type TestPorts, testPorts } from "../test/test-ports.ts";
import { submitJob } from "./submit-job.ts";

describe("submitJob", () => {
  let ports: TestPorts;
  const caller = { createdBy: "key-1" };
  const body = { type: "echo", input: { text: "x" } };

  beforeEach(() => {
    ports = testPorts();
  });

  test("an accepted job is recorded with every default, and its execution is started", async () => {
    const { job, replayed } = await submitJob(ports, { ...body, name: "n", tags: ["t"] }, caller);
    expect(replayed).toBe(false);
    expect(await ports.jobs.get(job.id)).toEqual(job);
    expect(job).toMatchObject({
      status: "queued",
      pattern: "await",
      name: "n",
      tags: ["t"],
      createdBy: "key-1",
      createdAt: "2026-03-01T12:00:00.000Z",
      attempt: 0,
      size: { cpu: 256, memory: 512 },
    });
    expect(await ports.jobs.getInput(job.id)).toEqual({ text: "x" });
    expect([...ports.executions.started.keys()]).toEqual([job.id]);
  });

  test("what the caller leaves out comes from the job type", async () => {
    const jobType = { ...echoType, defaults: { timeouts: { jobSeconds: 99 } } };
    const own = testPorts({ jobTypes: [jobType] });
    const timeouts = { attemptSeconds: 50 };
    const { job } = await submitJob(own, { ...body, timeouts }, caller);
    expect(job.timeouts).toEqual({ jobSeconds: 99, attemptSeconds: 50, heartbeatSeconds: 300 });
  });

  test("a start in the future schedules the job, one in the past does not", async () => {
    const later = await submitJob(ports, { ...body, startAt: "2026-03-01T14:00:00+01:00" }, caller);
    expect(later.job).toMatchObject({ status: "scheduled", startAt: "2026-03-01T13:00:00.000Z" });
    const past = await submitJob(ports, { ...body, startAt: "2026-03-01T12:00:00Z" }, caller);
    expect(past.job.status).toBe("queued");
    expect(past.job.startAt).toBeUndefined();
  });

  test("the wait for a start and the job's time limit fit into the life of one execution", async () => {
    const timeouts = { jobSeconds: 30 * 86_400 };
    const latest = "2027-01-30T12:00:00.000Z";
    const { job } = await submitJob(ports, { ...body, timeouts, startAt: latest }, caller);
    expect(job).toMatchObject({ status: "scheduled", startAt: latest });
    const beyond = { ...body, timeouts, startAt: "2027-01-30T12:00:00.001Z" };
    await expect(submitJob(ports, beyond, caller)).rejects.toMatchObject({
      problems: [{ pointer: "/startAt", message: expect.stringContaining(latest) }],
    });
    const longest = { jobSeconds: 365 * 86_400 };
    const past = { ...body, timeouts: longest, startAt: "2020-01-01T00:00:00Z" };
    expect((await submitJob(ports, past, caller)).job.status).toBe("queued");
  });

  test.each(["jobSeconds", "attemptSeconds", "heartbeatSeconds"])(
    "%s ends a day before its execution could, and the refusal of more names the number",
    async (name) => {
      const { job } = await submitJob(ports, { ...body, timeouts: { [name]: 31_536_000 } }, caller);
      expect(job.timeouts).toMatchObject({ [name]: 31_536_000 });
      const beyond = { ...body, timeouts: { [name]: 31_536_001 } };
      await expect(submitJob(ports, beyond, caller)).rejects.toMatchObject({
        problems: [
          {
            pointer: `/timeouts/${name}`,
            message: "must be at most 31536000, 365 days: a day less than AWS gives an execution",
          },
        ],
      });
    },
  );

  test("a job type's default cannot outlast its execution either", async () => {
    const jobType = { ...echoType, defaults: { timeouts: { jobSeconds: 366 * 86_400 } } };
    const own = testPorts({ jobTypes: [jobType] });
    await expect(submitJob(own, body, caller)).rejects.toMatchObject({
      problems: [{ pointer: "/timeouts/jobSeconds", message: expect.stringContaining("31536000") }],
    });
  });

  test("a default delay before the second attempt gives way to a lower longest one", async () => {
    const { job } = await submitJob(ports, { ...body, retry: { maxDelaySeconds: 5 } }, caller);
    expect(job.retry).toEqual({ maxAttempts: 3, delaySeconds: 5, maxDelaySeconds: 5 });
  });

  test("a longer delay is taken with a longest one that allows it", async () => {
    const retry = { delaySeconds: 600, maxDelaySeconds: 600 };
    const { job } = await submitJob(ports, { ...body, retry }, caller);
    expect(job.retry).toEqual({ maxAttempts: 3, ...retry });
  });

  test("a job whose execution cannot be started now is accepted all the same", async () => {
    ports.executions.startError = new Error("Lambda is away");
    const { job } = await submitJob(ports, body, caller);
    expect(await ports.jobs.get(job.id)).toEqual(job);
    expect(ports.executions.started.size).toBe(0);
  });

  test("the same key and body again is the same job, whatever the order of fields", async () => {
    const keyed = { ...caller, idempotencyKey: "k" };
    const first = await submitJob(ports, { ...body, name: "n" }, keyed);
    const again = await submitJob(ports, { name: "n", input: { text: "x" }, type: "echo" }, keyed);
    expect(again).toEqual({ job: first.job, replayed: true });
    expect((await ports.jobs.list({ limit: 10 })).items).toHaveLength(1);
  });

  test("a repeated submit starts what the first one could not", async () => {
    const keyed = { ...caller, idempotencyKey: "k" };
    ports.executions.startError = new Error("Lambda is away");
    const { job } = await submitJob(ports, body, keyed);
    ports.executions.startError = undefined;
    await submitJob(ports, body, keyed);
    expect([...ports.executions.started.keys()]).toEqual([job.id]);
  });

  test("the same key with another body is refused", async () => {
    const keyed = { ...caller, idempotencyKey: "k" };
    const { job } = await submitJob(ports, body, keyed);
    const other = { ...body, input: { text: "y" } };
    await expect(submitJob(ports, other, keyed)).rejects.toMatchObject({
      code: "idempotency_key_reused",
      message: expect.stringContaining(job.id),
    });
  });

  test("two callers never meet in one key", async () => {
    await submitJob(ports, body, { createdBy: "a", idempotencyKey: "k" });
    const other = await submitJob(ports, body, { createdBy: "b", idempotencyKey: "k" });
    expect(other.replayed).toBe(false);
  });

  test.each([
    [{ ...body, type: "nope" }, "unknown_job_type", "/type"],
    [{ ...body, input: { text: "" } }, "invalid_input", "/input/text"],
    [{ ...body, input: { text: "x", more: 1 } }, "invalid_input", "/input/more"],
    [{ type: "echo" }, "invalid_input", "/input/text"],
    [{ ...body, size: { cpu: 256, memory: 4096 } }, "invalid_input", "/size/memory"],
    [{ ...body, retry: { maxAttempts: 0 } }, "invalid_input", "/retry/maxAttempts"],
    [
      { ...body, retry: { delaySeconds: 60, maxDelaySeconds: 59 } },
      "invalid_input",
      "/retry/delaySeconds",
    ],
    [{ ...body, retry: { delaySeconds: 301 } }, "invalid_input", "/retry/delaySeconds"],
    [{ ...body, startAt: "2099-01-01T00:00:00Z" }, "invalid_input", "/startAt"],
    [{ ...body, tags: ["no spaces"] }, "invalid_input", "/tags/0"],
    [{ ...body, input: { text: "x".repeat(262_144) } }, "payload_too_large", "/input"],
  ])("what cannot be accepted leaves no trace: %#", async (wrong, code, pointer) => {
    await expect(submitJob(ports, wrong, caller)).rejects.toMatchObject({
      code,
      problems: [{ pointer }],
    });
    expect((await ports.jobs.list({ limit: 10 })).items).toEqual([]);
  });
});
