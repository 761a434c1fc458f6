import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

let aws: TestAws;
let client: CloudWatchLogsClient;
let counter = 0;
let logGroupName: string;

beforeAll(async () => {
  aws = await startTestAws();
  client = new CloudWatchLogsClient(aws.client);
});
afterAll(async () => {
  client.destroy();
  await aws.close();
});
beforeEach(async () => {
  counter += 1;
  logGroupName = `group-${counter}`;
  await client.send(new CreateLogGroupCommand({ logGroupName }));
  for (const stream of ["a", "b"]) {
    await createStream(stream);
    await put(stream, `of ${stream}`);
  }
});

function createStream(logStreamName: string) {
  return client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
}

function put(logStreamName: string, message: string) {
  const logEvents = [{ timestamp: aws.clock.now(), message }];
  return client.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
}

function deleteGroup(name = logGroupName) {
  return client.send(new DeleteLogGroupCommand({ logGroupName: name }));
}

function deleteStream(logStreamName: string, name = logGroupName) {
  return client.send(new DeleteLogStreamCommand({ logGroupName: name, logStreamName }));
}

async function lines(input: object = {}) {
  const answer = await client.send(new FilterLogEventsCommand({ logGroupName, ...input }));
  return answer.events?.map(({ message }) => message);
}

async function streams() {
  const answer = await client.send(new DescribeLogStreamsCommand({ logGroupName }));
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
  const { logGroups } = await client.send(new DescribeLogGroupsCommand({}));
  expect(logGroups?.filter(({ logGroupName: name }) => name === logGroupName)).toEqual([]);
  await client.send(new CreateLogGroupCommand({ logGroupName }));
  expect(await streams()).toEqual([]);
  await createStream("a");
  await put("a", "new");
  expect(await lines()).toEqual(["new"]);
});

test("a deleted stream takes its events along, and one made under its name is empty", async () => {
  await deleteStream("a");
  expect(await streams()).toEqual(["b"]);
  expect(await lines()).toEqual(["of b"]);
  await expect(put("a", "late")).rejects.toMatchObject(noStream);
  await createStream("a");
  expect(await lines({ logStreamNames: ["a"] })).toEqual([]);
  await put("a", "new");
  expect(await lines()).toEqual(["of b", "new"]);
});

test("deleted groups and streams are in no list", async () => {
  await deleteStream("a");
  await deleteGroup();
  const { logGroups = [] } = await client.send(new DescribeLogGroupsCommand({}));
  const ofOthers = logGroups.filter(({ logGroupName: name }) => !name?.startsWith("group-"));
  expect(ofOthers).toEqual([]);
});

test("what is not there cannot be deleted", async () => {
  await expect(deleteGroup("none")).rejects.toMatchObject(noGroup);
  await expect(deleteStream("a", "none")).rejects.toMatchObject(noGroup);
  await expect(deleteStream("none")).rejects.toMatchObject(noStream);
  await deleteGroup();
  await expect(deleteGroup()).rejects.toMatchObject(noGroup);
});
