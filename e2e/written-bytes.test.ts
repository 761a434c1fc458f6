import type { OperationUpdate } from "@aws-sdk/client-lambda";
import { heldFunction } from "@longhaul/local/test/lambda/functions";
import { holdExecution } from "@longhaul/local/test/lambda/held-execution";
import { LambdaUser } from "@longhaul/local/test/lambda/lambda-user";
import { startTestAws, type TestAws } from "@longhaul/local/test/start-test-aws";
import { afterAll, beforeAll, expect, test } from "vitest";

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

test("an execution that wrote more than 100 MB fails and says why", async () => {
  const execution = await holdExecution(user, aws.dataDir);
  const Payload = "x".repeat(1024 * 1024);
  const batch = (name: string, length: number): OperationUpdate[] =>
    Array.from({ length }, (_, index) => ({
      Id: `${name}-${index}`,
      Type: "STEP",
      Action: "SUCCEED",
      Payload,
    }));
  for (let done = 0; done < 100; done += 10) await execution.checkpoint(batch(`b${done}`, 10));
  expect((await user.execution(execution.arn)).Status).toBe("RUNNING");
  await execution.checkpoint(batch("last", 1));
  expect(await user.execution(execution.arn)).toMatchObject({
    Status: "FAILED",
    Error: { ErrorMessage: expect.stringMatching(/more than 104857600 bytes/) },
  });
  execution.return({ Status: "PENDING" });
});
