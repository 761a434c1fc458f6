import {
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { LogsUser } from "../test/logs-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

let aws: TestAws;
let user: LogsUser;
let client: LogsUser["client"];
let logGroupName: string;
const base = Date.now() - 60_000;

beforeAll(async () => {
  aws = await startTestAws();
  user = new LogsUser(aws.client);
  client = user.client;
});
afterAll(async () => {
  user.close();
  await aws.close();
});
beforeEach(async () => {
  logGroupName = await user.newGroup("a");
});

const stream = (name: string) => user.newStream(logGroupName, name);

function put(logStreamName: string, ...lines: [offsetMs: number, message: string][]) {
  const logEvents = lines.map(([offsetMs, message]) => ({ timestamp: base + offsetMs, message }));
  return user.put(logGroupName, logStreamName, logEvents);
}

const filter = (input: object) => user.filter(logGroupName, input);

async function get(input: object) {
  const answer = await client.send(
    new GetLogEventsCommand({ logGroupName, logStreamName: "a", ...input }),
  );
  return { ...answer, messages: answer.events?.map(({ message }) => message) };
}

describe("FilterLogEvents", () => {
  test("merges the streams by time, then by arrival", async () => {
    await stream("b");
    await put("a", [1, "a1"], [3, "a3"]);
    await put("b", [1, "b1"], [2, "b2"]);
    expect(await filter({})).toEqual(["a1", "b1", "b2", "a3"]);
    expect(await filter({ logStreamNames: ["b", "a"] })).toEqual(["a1", "b1", "b2", "a3"]);
    expect(await filter({ logStreamNamePrefix: "b" })).toEqual(["b1", "b2"]);
  });

  test("startTime and endTime are inclusive, and event ids are unique and stable", async () => {
    await put("a", [1, "one"], [2, "two"], [2, "two again"], [3, "three"]);
    expect(await filter({ startTime: base + 2, endTime: base + 2 })).toEqual(["two", "two again"]);
    const first = await client.send(new FilterLogEventsCommand({ logGroupName }));
    await put("a", [0, "late"]);
    const second = await client.send(
      new FilterLogEventsCommand({ logGroupName, startTime: base + 1 }),
    );
    const ids = first.events?.map(({ eventId }) => eventId);
    expect(new Set(ids).size).toBe(4);
    expect(ids?.[0]).toMatch(/^\d{56}$/);
    expect(second.events?.map(({ eventId }) => eventId)).toEqual(ids);
  });

  test("pages give each event once", async () => {
    await put("a", [1, "1"], [1, "2"], [1, "3"], [2, "4"], [2, "5"]);
    const seen: (string | undefined)[] = [];
    for await (const page of paginateFilterLogEvents({ client }, { logGroupName, limit: 2 })) {
      seen.push(...(page.events?.map(({ message }) => message) ?? []));
    }
    expect(seen).toEqual(["1", "2", "3", "4", "5"]);
  });

  test("a pattern takes terms, phrases, exclusions and alternatives", async () => {
    await put("a", [1, "ERROR disk is full"], [2, "ERROR retry"], [3, "WARN disk"], [4, "fine"]);
    expect(await filter({ filterPattern: "ERROR disk" })).toEqual(["ERROR disk is full"]);
    expect(await filter({ filterPattern: '"disk is"' })).toEqual(["ERROR disk is full"]);
    expect(await filter({ filterPattern: "ERROR -disk" })).toEqual(["ERROR retry"]);
    expect(await filter({ filterPattern: "?WARN ?fine" })).toEqual(["WARN disk", "fine"]);
    await expect(filter({ filterPattern: "{ $.a = " })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  test("a rare match far behind is found through pages that may be empty", async () => {
    for (let from = 0; from < 45_000; from += 9_000) {
      const lines = Array.from({ length: 9_000 }, (_, index): [number, string] => [
        from + index,
        from + index === 44_000 ? "needle" : "hay",
      ]);
      await put("a", ...lines);
    }
    const pages: number[] = [];
    const input = { logGroupName, filterPattern: "needle" };
    for await (const page of paginateFilterLogEvents({ client }, input)) {
      pages.push(page.events?.length ?? 0);
    }
    expect(pages).toEqual([0, 0, 1]);
  });

  test("an unknown group or stream is not found", async () => {
    const missing = { name: "ResourceNotFoundException" };
    await expect(filter({ logGroupName: "/none" })).rejects.toMatchObject({
      ...missing,
      message: "The specified log group does not exist.",
    });
    await expect(filter({ logStreamNames: ["none"] })).rejects.toMatchObject({
      ...missing,
      message: "The specified log stream does not exist.",
    });
  });
});

describe("GetLogEvents", () => {
  test("reads forward to the end, where the token repeats until there is more", async () => {
    await put("a", [1, "1"], [2, "2"], [3, "3"]);
    const first = await get({ startFromHead: true, limit: 2 });
    expect(first.messages).toEqual(["1", "2"]);
    const second = await get({ nextToken: first.nextForwardToken });
    expect(second.messages).toEqual(["3"]);
    const end = await get({ nextToken: second.nextForwardToken });
    expect(end).toMatchObject({ messages: [], nextForwardToken: second.nextForwardToken });
    await put("a", [3, "more"]);
    expect((await get({ nextToken: end.nextForwardToken })).messages).toEqual(["more"]);
    expect((await get({ nextToken: end.nextBackwardToken, limit: 1 })).messages).toEqual(["3"]);
  });

  test("reads backward from the newest to the beginning, where the token repeats", async () => {
    await put("a", [1, "1"], [2, "2"], [3, "3"]);
    const newest = await get({ limit: 2 });
    expect(newest.messages).toEqual(["2", "3"]);
    const older = await get({ nextToken: newest.nextBackwardToken, limit: 2 });
    expect(older.messages).toEqual(["1"]);
    const beginning = await get({ nextToken: older.nextBackwardToken });
    expect(beginning).toMatchObject({ messages: [], nextBackwardToken: older.nextBackwardToken });
    expect((await get({ nextToken: beginning.nextForwardToken })).messages).toEqual([
      "1",
      "2",
      "3",
    ]);
  });

  test("an empty stream is read on from its start", async () => {
    const { nextForwardToken } = await get({});
    await put("a", [1, "first"]);
    expect((await get({ nextToken: nextForwardToken })).messages).toEqual(["first"]);
  });

  test("endTime is exclusive, and a wrong token is refused", async () => {
    await put("a", [1, "1"], [2, "2"]);
    for (const startFromHead of [true, false]) {
      expect((await get({ endTime: base + 2, startFromHead })).messages).toEqual(["1"]);
    }
    await expect(get({ nextToken: "f/12" })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });
});

describe("groups and streams", () => {
  test("creating one again is refused with AWS's text", async () => {
    await expect(client.send(new CreateLogGroupCommand({ logGroupName }))).rejects.toMatchObject({
      name: "ResourceAlreadyExistsException",
      message: "The specified log group already exists",
    });
    await expect(stream("a")).rejects.toMatchObject({
      message: "The specified log stream already exists",
    });
  });

  test("are listed by prefix, in pages, and streams also by their last event", async () => {
    await stream("b");
    await stream("c");
    await put("b", [2, "later"]);
    await put("c", [1, "earlier"]);
    const groups = await client.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }),
    );
    expect(groups.logGroups?.[0]?.logGroupArn).toContain(`:log-group:${logGroupName}`);

    const list = async (input: object) => {
      const answer = await client.send(new DescribeLogStreamsCommand({ logGroupName, ...input }));
      return {
        names: answer.logStreams?.map(({ logStreamName }) => logStreamName),
        nextToken: answer.nextToken,
      };
    };
    const page = await list({ limit: 2 });
    expect(page.names).toEqual(["a", "b"]);
    expect((await list({ nextToken: page.nextToken })).names).toEqual(["c"]);
    await expect(list({ nextToken: "bm8tc3BhY2U" })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    const recent = { orderBy: "LastEventTime", descending: true };
    const newest = await list({ ...recent, limit: 1 });
    expect(newest.names).toEqual(["b"]);
    expect((await list({ ...recent, nextToken: newest.nextToken })).names).toEqual(["c", "a"]);
  });
});

describe("PutLogEvents", () => {
  test("refuses what is not in order, and leaves out what is too old or too new", async () => {
    await expect(put("a", [2, "2"], [1, "1"])).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    const answer = await put("a", [-15 * 86_400_000, "old"]);
    expect(answer.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
    const later = await put("a", [0, "now"], [3 * 3_600_000, "new"]);
    expect(later.rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 1 });
    expect(await filter({})).toEqual(["now"]);
  });
});
