import { beforeEach, describe, expect, test } from "vitest";

import { endAttempt } from "../attempt/end-attempt.ts";
import { jobAtWork, taskAtWork } from "../test/job-at-work.ts";
import { type TestPorts, testPorts } from "../test/test-ports.ts";
import { finishWork } from "../work/finish-work.ts";
import { startWork } from "../work/start-work.ts";
import { type LogPage, readLogs } from "./read-logs.ts";

const messages = ({ lines }: LogPage): string[] => lines.map(({ message }) => message);

describe("readLogs", () => {
  let ports: TestPorts;
  let jobId: string;
  let taskArns: string[];

  /** A job of two attempts with the lines 1.1 to 1.3 and 2.1 to 2.3; the second is at work. */
  beforeEach(async () => {
    ports = testPorts();
    const first = await jobAtWork(ports);
    ({ jobId } = first);
    const end = { class: "failed", reportedBy: "worker" } as const;
    await endAttempt(ports, { jobId, attempt: 1, end });
    const second = await taskAtWork(ports, { id: jobId }, 2);
    taskArns = [first.taskArn, second.taskArn];
    for (const [index, taskArn] of taskArns.entries()) {
      for (const line of [1, 2, 3]) append(taskArn, `${index + 1}.${line}`);
    }
  });

  const append = (taskArn: string | undefined, message: string) =>
    ports.logs.append(taskArn ?? "", { at: ports.clock.now().toISOString(), message });

  const read = (more: object) => readLogs(ports, { jobId, limit: 100, ...more });

  test("gives the lines of all attempts in order, with ids of their own", async () => {
    const page = await read({});
    expect(messages(page)).toEqual(["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"]);
    expect(page.lines.map(({ attempt }) => attempt)).toEqual([1, 1, 1, 2, 2, 2]);
    const ids = page.lines.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].toSorted());
  });

  test("pages forward across attempts without a gap, and follows what is written later", async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < 4; pages += 1) {
      const page = await read({ limit: 2, ...(cursor !== undefined && { cursor }) });
      seen.push(...messages(page));
      ({ cursor } = page);
    }
    expect(seen).toEqual(["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"]);
    append(taskArns[1], "2.4");
    expect(messages(await read({ cursor }))).toEqual(["2.4"]);
  });

  test("pages backward from the end, across attempts, to the start", async () => {
    const seen: string[][] = [];
    let page = await read({ from: "end", limit: 4 });
    seen.push(messages(page));
    while (page.previousCursor !== undefined) {
      page = await read({ cursor: page.previousCursor, limit: 4 });
      seen.push(messages(page));
    }
    expect(seen[0]).toEqual(["1.3", "2.1", "2.2", "2.3"]);
    expect(seen.slice(1).flat()).toEqual(["1.1", "1.2"]);
  });

  test("goes on forward from the end that it was read from", async () => {
    const { cursor } = await read({ from: "end", limit: 1 });
    append(taskArns[1], "2.4");
    expect(messages(await read({ cursor }))).toEqual(["2.4"]);
  });

  test("gives the lines of one attempt only, when asked", async () => {
    expect(messages(await read({ attempt: 1 }))).toEqual(["1.1", "1.2", "1.3"]);
    expect(messages(await read({ attempt: 2, from: "end", limit: 2 }))).toEqual(["2.2", "2.3"]);
  });

  test("has a cursor as long as the job runs, and none after its last line", async () => {
    expect((await read({})).cursor).toBeDefined();
    const work = { jobId, attempt: 2 };
    await startWork(ports, work);
    await finishWork(ports, work, { result: 1 });
    expect((await read({ limit: 3 })).cursor).toBeDefined();
    expect((await read({})).cursor).toBeUndefined();
  });

  test("refuses an attempt that does not exist, and a cursor that it did not give", async () => {
    await expect(read({ attempt: 3 })).rejects.toMatchObject({ code: "not_found" });
    await expect(read({ cursor: "bm9uZQ" })).rejects.toMatchObject({ code: "invalid_cursor" });
  });
});
