import { jobAtWork } from "@longhaul/core/test/job-at-work";
import { startWork } from "@longhaul/core/work/start-work";
import { describe, expect, test } from "vitest";

import { jobIn, jobPageIn, problemIn } from "../test/answers.ts";
import { testApp } from "../test/test-app.ts";

const echo = { type: "echo", input: { text: "hello" } };

describe("POST /v1/jobs", () => {
  test("accepts a job, starts its execution and says where to watch it", async () => {
    const { as, ports } = await testApp();
    const answer = await as("operator")("/v1/jobs", { method: "POST", json: echo });
    const job = await jobIn(answer);
    expect(answer.status).toBe(202);
    expect(answer.headers.get("Location")).toBe(`/v1/jobs/${job.id}`);
    expect(job).toMatchObject({ type: "echo", status: "queued", pattern: "await", version: 1 });
    expect(job.createdBy).toMatch(/^operator \([0-9a-z]{12}\)$/);
    expect([...ports.executions.started.keys()]).toEqual([job.id]);
  });

  test("points to what is wrong in the input, under /input", async () => {
    const { as } = await testApp();
    const json = { type: "echo", input: { text: "", colour: "red" } };
    const answer = await as("operator")("/v1/jobs", { method: "POST", json });
    const problem = await problemIn(answer);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
    expect(problem).toMatchObject({ code: "invalid_input", instance: "/v1/jobs", status: 400 });
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(["/input/text", "/input/colour"]);
    expect(problem.requestId).toBe(answer.headers.get("X-Request-Id"));
  });

  test.each([
    ["a field that it does not know", { ...echo, colour: "red" }, "/colour"],
    ["a pattern that there is not", { ...echo, pattern: "hope" }, "/pattern"],
    ["a size that Fargate has not", { ...echo, size: { cpu: 256, memory: 4096 } }, "/size/memory"],
    ["a time limit of no time", { ...echo, timeouts: { jobSeconds: 0 } }, "/timeouts/jobSeconds"],
    ["a start in a far year", { ...echo, startAt: "2099-01-01T00:00:00Z" }, "/startAt.*366 days"],
    [
      "a delay beyond the longest",
      { ...echo, retry: { delaySeconds: 9, maxDelaySeconds: 8 } },
      "/retry/delaySeconds",
    ],
    ["a type that there is not", { ...echo, type: "sing" }, "/type"],
    ["no object", [], "The body"],
  ])("refuses %s and says where", async (_what, json, where) => {
    const { as, ports } = await testApp();
    const answer = await as("operator")("/v1/jobs", { method: "POST", json });
    const body = await answer.text();
    expect(answer.status).toBe(400);
    expect(body).toMatch(new RegExp(where));
    expect((await ports.jobs.list({ limit: 10 })).items).toEqual([]);
  });

  test("refuses an input over 256 KB with the limit and what to do", async () => {
    const { as } = await testApp();
    const json = { type: "echo", input: { text: "x".repeat(300_000) } };
    const answer = await as("operator")("/v1/jobs", { method: "POST", json });
    expect(answer.status).toBe(413);
    expect((await problemIn(answer)).detail).toMatch(/262144.*S3/);
  });
});

describe("Idempotency-Key", () => {
  const send = async (
    as: Awaited<ReturnType<typeof testApp>>["as"],
    key: string,
    json: object = echo,
  ) => as("operator")("/v1/jobs", { method: "POST", json, headers: { "Idempotency-Key": key } });

  test("the same key and body is the same job, quoted or not, and says so", async () => {
    const { as } = await testApp();
    const first = await send(as, '"order-17"');
    const again = await send(as, "order-17", { input: { text: "hello" }, type: "echo" });
    expect(first.headers.get("Idempotency-Replayed")).toBeNull();
    expect(again.status).toBe(202);
    expect(again.headers.get("Idempotency-Replayed")).toBe("true");
    expect((await jobIn(again)).id).toBe((await jobIn(first)).id);
  });

  test("the same key with another body is refused", async () => {
    const { as } = await testApp();
    await send(as, "order-17");
    const answer = await send(as, "order-17", { ...echo, input: { text: "bye" } });
    expect(answer.status).toBe(422);
    expect((await problemIn(answer)).code).toBe("idempotency_key_reused");
  });

  test("many requests with one key at the same time make one job", async () => {
    const { as, ports } = await testApp();
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(as, "order-18")));
    const jobs = await Promise.all(answers.map(async (answer) => (await jobIn(answer)).id));
    expect(new Set(jobs).size).toBe(1);
    expect(ports.executions.started.size).toBe(1);
  });

  test("two callers never meet in one key", async () => {
    const { as } = await testApp();
    const one = await send(as, "order-19");
    const other = await as("admin")("/v1/jobs", {
      method: "POST",
      json: echo,
      headers: { "Idempotency-Key": "order-19" },
    });
    expect((await jobIn(other)).id).not.toBe((await jobIn(one)).id);
  });

  test.each(['""', '"open', "x".repeat(256), '"with \\n escape"'])("refuses %s", async (key) => {
    const { as } = await testApp();
    const answer = await send(as, key);
    expect(answer.status).toBe(400);
    expect((await problemIn(answer)).detail).toContain("Idempotency-Key");
  });
});

describe("GET /v1/jobs", () => {
  test("pages newest first, and Link is the next page", async () => {
    const { as, submit } = await testApp();
    const ids: string[] = [];
    for (const text of ["one", "two", "three"]) ids.unshift((await submit(text)).id);
    const seen: string[] = [];
    let path: string | undefined = "/v1/jobs?limit=2&type=echo";
    while (path !== undefined) {
      const answer: Response = await as("viewer")(path);
      const page = await jobPageIn(answer);
      seen.push(...page.items.map(({ id }) => id));
      path = /^<(.*)>; rel="next"$/.exec(answer.headers.get("Link") ?? "")?.[1];
      expect(path === undefined).toBe(page.cursor === undefined);
    }
    expect(seen).toEqual(ids);
  });

  test("filters by several statuses", async () => {
    const { as, submit } = await testApp();
    const { id } = await submit();
    const list = async (status: string) =>
      jobPageIn(await as("viewer")(`/v1/jobs?status=${status}`));
    expect((await list("running,queued")).items).toMatchObject([{ id }]);
    expect((await list("failed")).items).toEqual([]);
  });

  test.each([
    ["limit=0", "limit"],
    ["limit=101", "limit"],
    ["status=sleeping", "status"],
    ["statuses=running", "statuses"],
    ["createdAfter=yesterday", "createdAfter"],
    ["cursor=rubbish", "cursor"],
  ])("refuses ?%s with a word on what is wrong", async (query, named) => {
    const { as } = await testApp();
    const answer = await as("viewer")(`/v1/jobs?${query}`);
    expect(answer.status).toBe(400);
    expect((await problemIn(answer)).detail).toContain(named);
  });
});

describe("GET /v1/jobs/{id}", () => {
  test("answers the job with its input and attempts, and 304 to who has this version", async () => {
    const { as, submit } = await testApp();
    const { id } = await submit();
    const answer = await as("viewer")(`/v1/jobs/${id}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("ETag")).toBe('W/"1"');
    expect(await answer.json()).toMatchObject({ id, input: { text: "hello" }, attempts: [] });
    for (const tag of ['W/"1"', '"7", "1"', "*"]) {
      const again = await as("viewer")(`/v1/jobs/${id}`, { headers: { "If-None-Match": tag } });
      expect([again.status, await again.text()]).toEqual([304, ""]);
    }
    const other = await as("viewer")(`/v1/jobs/${id}`, { headers: { "If-None-Match": 'W/"11"' } });
    expect(other.status).toBe(200);
  });

  test("facts of ECS that come after the end are news to who has the job already", async () => {
    const { as, ports } = await testApp();
    const { jobId, attempt } = await jobAtWork(ports);
    const before = await as("viewer")(`/v1/jobs/${jobId}`);
    await ports.jobs.saveAttempt(jobId, { number: attempt, logTail: ["the last line"] });
    const headers = { "If-None-Match": before.headers.get("ETag") ?? "" };
    const after = await as("viewer")(`/v1/jobs/${jobId}`, { headers });
    expect(after.status).toBe(200);
    const again = { "If-None-Match": after.headers.get("ETag") ?? "" };
    expect((await as("viewer")(`/v1/jobs/${jobId}`, { headers: again })).status).toBe(304);
  });

  test("says what the job has cost by now, and each of its attempts", async () => {
    const { as, ports } = await testApp();
    const { jobId, attempt } = await jobAtWork(ports, { size: { cpu: 1024, memory: 2048 } });
    await startWork(ports, { jobId, attempt });
    ports.clock.advance(3_600_000);
    const answer = await as("viewer")(`/v1/jobs/${jobId}`);
    // An hour of 1 vCPU, 2 GB and an address, and 7 operations.
    expect(await answer.json()).toMatchObject({
      cost: { usd: 0.044556, region: "us-east-1", pricesOf: "2026-06", isEstimate: true },
      attempts: [{ number: 1, costUsd: 0.0445 }],
    });
  });

  test("says that there is no such job", async () => {
    const { as } = await testApp();
    const answer = await as("viewer")("/v1/jobs/job_nothing");
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      code: "job_not_found",
      type: "/docs/problems#job_not_found",
    });
  });

  test("?wait answers at once when the version is another already", async () => {
    const { as, submit } = await testApp();
    const { id } = await submit();
    const answer = await as("viewer")(`/v1/jobs/${id}?wait=20`, {
      headers: { "If-None-Match": 'W/"0"' },
    });
    expect(answer.status).toBe(200);
  });

  test("?wait holds until the job changes", async () => {
    const { as, ports, submit } = await testApp();
    const { id } = await submit();
    const [byTag, plain] = [
      as("viewer")(`/v1/jobs/${id}?wait=20`, { headers: { "If-None-Match": 'W/"1"' } }),
      as("viewer")(`/v1/jobs/${id}?wait=20`),
    ];
    await expect.poll(() => ports.jobs.polls).toBeGreaterThan(1);
    await as("operator")(`/v1/jobs/${id}/cancel`, { method: "POST", json: {} });
    for (const answer of await Promise.all([byTag, plain])) {
      expect(await answer.json()).toMatchObject({ status: "cancelled", version: 2 });
    }
  });

  test("?wait answers 304 when nothing has changed in its time", async () => {
    const { as, submit } = await testApp();
    const { id } = await submit();
    const headers = { "If-None-Match": 'W/"1"' };
    const [byTag, plain] = await Promise.all([
      as("viewer")(`/v1/jobs/${id}?wait=1`, { headers }),
      as("viewer")(`/v1/jobs/${id}?wait=1`),
    ]);
    expect([byTag.status, plain.status]).toEqual([304, 200]);
  });

  test("?wait gives a finished job at once", async () => {
    const { as, submit } = await testApp();
    const { id } = await submit();
    await as("operator")(`/v1/jobs/${id}/cancel`, { method: "POST", json: {} });
    expect((await as("viewer")(`/v1/jobs/${id}?wait=20`)).status).toBe(200);
  });

  test.each(["0", "21", "soon"])("refuses ?wait=%s", async (wait) => {
    const { as, submit } = await testApp();
    const { id } = await submit();
    expect((await as("viewer")(`/v1/jobs/${id}?wait=${wait}`)).status).toBe(400);
  });
});

describe("POST /v1/jobs/{id}/cancel", () => {
  test("cancels with the reason and who asked, with or without a body", async () => {
    const { as, submit } = await testApp();
    const [one, other] = [await submit(), await submit()];
    const json = { reason: "not needed" };
    const answer = await as("operator")(`/v1/jobs/${one.id}/cancel`, { method: "POST", json });
    expect(answer.status).toBe(202);
    expect(await answer.json()).toMatchObject({
      status: "cancelled",
      cancel: { reason: "not needed", requestedBy: expect.stringMatching(/^operator \(/) },
    });
    const bare = await as("operator")(`/v1/jobs/${other.id}/cancel`, { method: "POST" });
    expect(bare.status).toBe(202);
  });

  test("is repeatable while the task stops, and 409 when the job has finished", async () => {
    const { as, ports, submit } = await testApp();
    const { id } = await submit();
    const cancel = () => as("operator")(`/v1/jobs/${id}/cancel`, { method: "POST", json: {} });
    expect((await cancel()).status).toBe(202);
    const refused = await cancel();
    expect(refused.status).toBe(409);
    expect((await problemIn(refused)).code).toBe("job_already_finished");
    expect(await startWork(ports, { jobId: id, attempt: 1 })).toBeUndefined();
  });

  test("refuses a reason that is too long, and a job that there is not", async () => {
    const { as, submit } = await testApp();
    const { id } = await submit();
    const long = { method: "POST", json: { reason: "x".repeat(256) } };
    expect((await as("operator")(`/v1/jobs/${id}/cancel`, long)).status).toBe(400);
    expect(
      (await as("operator")("/v1/jobs/job_nothing/cancel", { method: "POST", json: {} })).status,
    ).toBe(404);
  });
});
