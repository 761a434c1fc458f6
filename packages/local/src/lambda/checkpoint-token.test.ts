import {
  GetDurableExecutionStateCommand,
  SendDurableExecutionCallbackSuccessCommand,
  StopDurableExecutionCommand,
  type OperationUpdate,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";

import { faultsOf } from "../test/faults-of.ts";
import { heldFunction } from "../test/lambda/functions.ts";
import { HeldExecution, holdExecution } from "../test/lambda/held-execution.ts";
import { LambdaUser } from "../test/lambda/lambda-user.ts";
import { startTestAws, type TestAws } from "../test/start-test-aws.ts";

let aws: TestAws;
let user: LambdaUser;
beforeAll(async () => {
  aws = await startTestAws({ functions: [heldFunction] });
  user = new LambdaUser(aws);
});
afterAll(async () => {
  user.close();
  await aws.close();
});

const hold = () => holdExecution(user, aws.dataDir);
const step = (Id: string): OperationUpdate => ({ Id, Type: "STEP", Action: "START" });
const callback: OperationUpdate = { Id: "c", Type: "CALLBACK", Action: "START" };
const invalid = {
  name: "InvalidParameterValueException",
  message: "Invalid checkpoint token",
  $metadata: { httpStatusCode: 400 },
};

function readState({ arn }: { arn: string }, CheckpointToken: string) {
  const DurableExecutionArn = arn;
  return user.client.send(
    new GetDurableExecutionStateCommand({ DurableExecutionArn, CheckpointToken }),
  );
}

test("a token of another execution, one that was never given, and a spent one are refused, and change nothing", async () => {
  const [mine, other] = [await hold(), await hold()];
  const spent = mine.token;
  await mine.checkpoint([step("a")]);
  await other.checkpoint([step("a")]);
  for (const token of [other.token, "bm90IGEgdG9rZW4=", spent]) {
    await expect(mine.send([step("b")], token)).rejects.toMatchObject(invalid);
    await expect(readState(mine, token)).rejects.toMatchObject(invalid);
  }
  expect((await readState(mine, mine.token)).Operations).toHaveLength(2);
  expect(await mine.checkpoint([step("b")])).toMatchObject([{ Id: "b" }]);
  for (const execution of [mine, other]) execution.return({ Status: "SUCCEEDED" });
});

test("a ClientToken that cannot be is refused, and the checkpoint's own token stays good", async () => {
  const execution = await hold();
  const refusal = { name: "ValidationException", message: expect.stringMatching(/^ClientToken/) };
  for (const clientToken of ["a b", "", "x".repeat(65)]) {
    const sent = execution.send([step("a")], execution.token, clientToken);
    await expect(sent).rejects.toMatchObject(refusal);
  }
  expect(await execution.checkpoint([step("a")], "!~".repeat(32))).toMatchObject([{ Id: "a" }]);
  execution.return({ Status: "SUCCEEDED" });
});

test("tokens of an invocation that crashed are refused once the next one runs", async () => {
  await faultsOf(aws, "POST", {
    kind: "function-crash",
    function: "held",
    atCheckpoint: 2,
    when: "before",
  });
  const execution = await hold();
  await execution.checkpoint([step("a")]);
  await expect(execution.checkpoint([step("b")])).rejects.toMatchObject({
    name: "ServiceException",
  });
  const superseded = execution.token;
  await execution.untilInvoked(2);
  // As many as the first one made, so that nothing but the invocation tells the two tokens apart.
  await execution.checkpoint([]);
  await expect(execution.send([step("b")], superseded)).rejects.toMatchObject(invalid);
  expect(await execution.checkpoint([step("b")])).toMatchObject([{ Id: "b" }]);
  execution.return({ Status: "SUCCEEDED" });
  expect((await user.end(execution.arn)).Status).toBe("SUCCEEDED");
});

test("a closed execution, and one that there is not, take no checkpoint and tell no state", async () => {
  const closed = await hold();
  const { token } = closed;
  await user.client.send(new StopDurableExecutionCommand({ DurableExecutionArn: closed.arn }));
  await expect(closed.send([step("a")], token)).rejects.toMatchObject(invalid);
  await expect(readState(closed, token)).rejects.toMatchObject(invalid);
  closed.return({ Status: "PENDING" });

  const live = await hold();
  const nobody = new HeldExecution(user, aws.dataDir, live.arn.replace(/.$/, "_"));
  await expect(nobody.send([step("a")], live.token)).rejects.toMatchObject(invalid);
  await expect(readState(nobody, live.token)).rejects.toMatchObject(invalid);
  live.return({ Status: "SUCCEEDED" });
});

test("a checkpoint sent again with its client token is answered as the first, whatever its body says now", async () => {
  const execution = await hold();
  const { token } = execution;
  const first = await execution.send([callback], token, "key");
  const again = await execution.send([callback], token, "key");
  const changed = await execution.send([step("other")], token, "key");
  for (const repeat of [again, changed]) {
    expect(repeat.CheckpointToken).toBe(first.CheckpointToken);
    expect(repeat.NewExecutionState).toEqual(first.NewExecutionState);
  }
  await expect(execution.send([callback], token, "another-key")).rejects.toMatchObject(invalid);
  await expect(execution.send([callback], token)).rejects.toMatchObject(invalid);
  const types = await user.eventTypes(execution.arn);
  expect(types).toEqual(["ExecutionStarted", "CallbackStarted"]);

  // The next checkpoint takes the only place: the first cannot be repeated any more.
  const next = first.CheckpointToken ?? "";
  execution.token = next;
  await execution.checkpoint([step("a")], "key");
  await expect(execution.send([callback], token, "key")).rejects.toMatchObject(invalid);
  execution.return({ Status: "SUCCEEDED" });
});

test("what changed before the repeat is in its answer too, with the callback's id", async () => {
  const execution = await hold();
  const { token } = execution;
  const first = await execution.send([callback], token, "key");
  const CallbackId = first.NewExecutionState?.Operations?.[0]?.CallbackDetails?.CallbackId;
  await user.client.send(new SendDurableExecutionCallbackSuccessCommand({ CallbackId }));
  const again = await execution.send([callback], token, "key");
  expect(again.NewExecutionState?.Operations).toMatchObject([
    { Id: "c", Status: "SUCCEEDED", CallbackDetails: { CallbackId } },
  ]);
  execution.return({ Status: "SUCCEEDED" });
});

test("the checkpoint that closed the execution cannot be repeated", async () => {
  const execution = await hold();
  const { token } = execution;
  const close: OperationUpdate = { Id: "e", Type: "EXECUTION", Action: "SUCCEED", Payload: "1" };
  expect((await execution.send([close], token, "key")).CheckpointToken).toBeUndefined();
  await expect(execution.send([close], token, "key")).rejects.toMatchObject(invalid);
  execution.return({ Status: "FAILED" });
  expect(await user.end(execution.arn)).toMatchObject({ Status: "SUCCEEDED", Result: "1" });
});

test("a checkpoint without updates brings what changed outside, and the next token", async () => {
  const execution = await hold();
  const wait = {
    Id: "w",
    Type: "WAIT",
    Action: "START",
    WaitOptions: { WaitSeconds: 60 },
  } as const;
  await execution.checkpoint([wait, callback]);
  expect(await execution.checkpoint([])).toEqual([]);
  aws.clock.advance(60_000);
  expect(await execution.checkpoint([])).toMatchObject([{ Id: "w", Status: "SUCCEEDED" }]);
  expect(await execution.checkpoint([])).toEqual([]);
  execution.return({ Status: "SUCCEEDED" });
});
