import {
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { LogsUser } from "../test/logs-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

const dayMs = 86_400_000;
const logStreamName = "s";
const invalid =
  "Invalid retention value. Valid values are: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]";

let aws: TestAws;
let user: LogsUser;
let logGroupName: string;

beforeAll(async () => {
  aws = await startTestAws();
  user = new LogsUser(aws.client);
});
afterAll(async () => {
  user.close();
  await aws.close();
});
beforeEach(async () => {
  logGroupName = await user.newGroup(logStreamName);
});

function keep(retentionInDays: number, name = logGroupName) {
  return user.client.send(new PutRetentionPolicyCommand({ logGroupName: name, retentionInDays }));
}

function keepForEver(name = logGroupName) {
  return user.client.send(new DeleteRetentionPolicyCommand({ logGroupName: name }));
}

function put(message: string, { ageMs = 0, group = logGroupName } = {}) {
  const logEvents = [{ timestamp: aws.clock.now() - ageMs, message }];
  return user.put(group, logStreamName, logEvents);
}

const lines = (name = logGroupName) => user.filter(name);

async function retention() {
  const { logGroups = [] } = await user.client.send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }),
  );
  return logGroups.map(({ retentionInDays }) => retentionInDays);
}

test("events go when their group's retention is over, and those of a group without one stay", async () => {
  const other = await user.newGroup(logStreamName);
  await keep(1);
  await put("early");
  await put("kept", { group: other });
  aws.clock.advance(dayMs / 2);
  await put("late");
  aws.clock.advance(dayMs / 2 + 1);
  await expect.poll(() => lines()).toEqual(["late"]);
  expect(await lines(other)).toEqual(["kept"]);
});

test("a shorter retention is applied to what is there, and one taken back removes nothing more", async () => {
  await keep(7);
  await put("five days old", { ageMs: 5 * dayMs });
  await put("two days old", { ageMs: 2 * dayMs });
  await keep(3);
  await expect.poll(() => lines()).toEqual(["two days old"]);
  await keepForEver();
  aws.clock.advance(30 * dayMs);
  await untilOldEventsWent();
  expect(await lines()).toEqual(["two days old"]);
});

async function untilOldEventsWent() {
  const group = await user.newGroup(logStreamName);
  await put("old", { ageMs: 2 * dayMs, group });
  await keep(1, group);
  await expect.poll(() => lines(group)).toEqual([]);
}

test("a group tells its retention, and nothing when it has none", async () => {
  expect(await retention()).toEqual([undefined]);
  await keep(30);
  expect(await retention()).toEqual([30]);
  await keepForEver();
  await keepForEver();
  expect(await retention()).toEqual([undefined]);
});

test("PutLogEvents leaves out what its group would not keep", async () => {
  await keep(3);
  const answer = await put("expired", { ageMs: 4 * dayMs });
  expect(answer.rejectedLogEventsInfo).toEqual({ expiredLogEventEndIndex: 1 });
  expect((await put("kept", { ageMs: 2 * dayMs })).rejectedLogEventsInfo).toBeUndefined();
  expect(await lines()).toEqual(["kept"]);
});

test("other days than AWS's and groups that are not there are refused with AWS's texts", async () => {
  for (const days of [0, 2, 1.5, 4000]) {
    await expect(keep(days)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: invalid,
    });
  }
  for (const refused of [keep(1, "none"), keepForEver("none")]) {
    await expect(refused).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "The specified log group does not exist.",
    });
  }
});
