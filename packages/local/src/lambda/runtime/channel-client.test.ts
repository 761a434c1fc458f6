import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import type { FunctionOptions } from "../../options.ts";
import { faultsOf } from "../../test/faults-of.ts";
import { durableFunction } from "../../test/lambda/functions.ts";
import { LambdaUser } from "../../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../../test/start-test-aws.ts";
import { ChannelClient } from "./channel-client.ts";
import { ServerChannel } from "./server-channel.ts";

const comparing: FunctionOptions = {
  ...durableFunction("by-channel"),
  module: join(import.meta.dirname, "../../test/lambda/client-handler.ts"),
  export: "clientAnswers",
};
const http = { LOCAL_AWS_DURABLE_TRANSPORT: "http" };
/** Nobody listens there. */
const nowhere = { AWS_ENDPOINT_URL: "http://127.0.0.1:9" };

let aws: TestAws;
let user: LambdaUser;
beforeAll(async () => {
  aws = await startTestAws({
    functions: [
      comparing,
      { ...comparing, name: "by-http", environment: http },
      { ...durableFunction("fanOut"), name: "channel-alone", environment: nowhere },
      durableFunction("quick"),
      { ...durableFunction("quick"), name: "http", environment: http },
      { ...durableFunction("quick"), name: "http-nowhere", environment: { ...http, ...nowhere } },
    ],
  });
  user = new LambdaUser(aws);
});
afterAll(async () => {
  user.close();
  await aws.close();
});

test("the channel answers as the SDK's own client does: dates, pages, repeats, refusals", async () => {
  const named = { DurableExecutionName: "compared" };
  const byChannel = (await user.invoke("by-channel:$LATEST", null, named)).json;
  expect(byChannel).toEqual((await user.invoke("by-http:$LATEST", null, named)).json);
  expect(byChannel).toMatchObject({
    isRepeat: true,
    changed: [
      { Id: "step", Status: "PENDING", StepDetails: { NextAttemptTimestamp: "a date" } },
      { Id: "wait", StartTimestamp: "a date", WaitDetails: { ScheduledEndTimestamp: "a date" } },
    ],
    states: [[{ Id: "of the execution" }, { Id: "step" }], [{ Id: "wait" }]],
    updated: [],
    refused: { name: "InvalidParameterValueException", status: 400 },
  });
});

test("an unmodified handler of the SDK uses the channel, and nothing else", async () => {
  const arn = await user.start("channel-alone");
  await user.until(arn, "InvocationCompleted");
  aws.clock.advance(60_000);
  expect(await user.end(arn)).toMatchObject({ Status: "SUCCEEDED" });
});

test("an error that does not pass ends the invocation after three attempts, not the execution", async () => {
  const operation = "CheckpointDurableExecution";
  await faultsOf(aws, "POST", { kind: "api-error", operation, status: 503, times: 3 });
  const arn = await user.start("quick", 7);
  const [failed] = (await user.until(arn, "InvocationCompleted")).slice(-1);
  expect(failed?.InvocationCompletedDetails?.Error?.Payload?.ErrorMessage).toMatch(
    /Unrecoverable Invocation.*A fault struck CheckpointDurableExecution/,
  );
  expect(await user.execution(arn)).toMatchObject({ Status: "RUNNING" });
  expect(await (await faultsOf(aws, "GET")).json()).toEqual({ faults: [] });
});

test("a function may be set to use the SDK's own client over HTTP", async () => {
  expect((await user.invoke("http:$LATEST", 7)).json).toBe(7);
  const arn = await user.start("http-nowhere", 7);
  const [failed] = (await user.until(arn, "InvocationCompleted")).slice(-1);
  expect(failed?.InvocationCompletedDetails?.Error?.Payload?.ErrorMessage).toMatch(/ECONNREFUSED/);
});

test("a throttled call waits as long as Retry-After asks, then tries again", async () => {
  const calledAt: number[] = [];
  const channel: ServerChannel = new ServerChannel(({ id }) => {
    calledAt.push(performance.now());
    const throttled = { status: 429, headers: { "retry-after": "1" }, body: {} };
    const taken = { status: 200, headers: {}, body: { CheckpointToken: "next" } };
    channel.hear({ kind: "answer", id, ...(calledAt.length === 1 ? throttled : taken) });
  });
  const answer = await new ChannelClient(channel).checkpoint({ DurableExecutionArn: "arn" });
  expect(answer).toMatchObject({ CheckpointToken: "next" });
  const [first = 0, second = 0] = calledAt;
  expect(second - first).toBeGreaterThanOrEqual(990);
});
