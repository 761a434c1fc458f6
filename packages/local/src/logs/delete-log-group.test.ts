import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { LogsUser } from "../test/logs-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

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
  logGroupName = await user.newGroup("a", "b");
  for (const stream of ["a", "b"]) await put(stream, `of ${stream}`);
});

function put(logStreamName: string, message: string) {
  const logEvents = [{ timestamp: aws.clock.now(), message }];
  return user.put(logGroupName, logStreamName, logEvents);
}

function deleteGroup(name = logGroupName) {
  return user.client.send(new DeleteLogGroupCommand({ logGroupName: name }));
}

function deleteStream(logStreamName: string, name = logGroupName) {
  return user.client.send(new DeleteLogStreamCommand({ logGroupName: name, logStreamName }));
}

const lines = (input: object = {}) => user.filter(logGroupName, input);

async function streams() {
  const answer = await user.client.send(new DescribeLogStreamsCommand({ logGroupName }));
  return answer.logStreams?.map(({ logStreamName }) => logStreamName);
}

const noGroup = {
  name: "ResourceNotFoundException",
  message: "The specified log group does not exist.",
};
const noStream = {
  name: "ResourceNotFoundException",
  message: "The specified log stream does not exist.",
};

test("a deleted group is not there, and one made under its name is empty", async () => {
  await deleteGroup();
  await expect(lines()).rejects.toMatchObject(noGroup);
  await expect(put("a", "late")).rejects.toMatchObject(noGroup);
  const { logGroups } = await user.client.send(new DescribeLogGroupsCommand({}));
  expect(logGroups?.filter(({ logGroupName: name }) => name === logGroupName)).toEqual([]);
  await user.client.send(new CreateLogGroupCommand({ logGroupName }));
  expect(await streams()).toEqual([]);
  await user.newStream(logGroupName, "a");
  await put("a", "new");
  expect(await lines()).toEqual(["new"]);
});

test("a deleted stream takes its events along, and one made under its name is empty", async () => {
  await deleteStream("a");
  expect(await streams()).toEqual(["b"]);
  expect(await lines()).toEqual(["of b"]);
  await expect(put("a", "late")).rejects.toMatchObject(noStream);
  await user.newStream(logGroupName, "a");
  expect(await lines({ logStreamNames: ["a"] })).toEqual([]);
  await put("a", "new");
  expect(await lines()).toEqual(["of b", "new"]);
});

test("deleted groups and streams are in no list", async () => {
  await deleteStream("a");
  await deleteGroup();
  const { logGroups = [] } = await user.client.send(new DescribeLogGroupsCommand({}));
  const ofOthers = logGroups.filter(({ logGroupName: name }) => !name?.startsWith("/test/group-"));
  expect(ofOthers).toEqual([]);
});

test("what is not there cannot be deleted", async () => {
  await expect(deleteGroup("none")).rejects.toMatchObject(noGroup);
  await expect(deleteStream("a", "none")).rejects.toMatchObject(noGroup);
  await expect(deleteStream("none")).rejects.toMatchObject(noStream);
  await deleteGroup();
  await expect(deleteGroup()).rejects.toMatchObject(noGroup);
});
