import {
  CheckpointDurableExecutionCommand,
  LambdaClient,
  SendDurableExecutionCallbackSuccessCommand,
} from "@aws-sdk/client-lambda";
import { z } from "zod";

const invocation = z.object({
  DurableExecutionArn: z.string(),
  CheckpointToken: z.string(),
  UpdatedOperationIds: z.array(z.string()),
  InitialExecutionState: z.object({ Operations: z.array(z.unknown()) }),
});

/** Completes its own callback and goes to sleep without having looked; tells what its next invocation brings. */
export async function selfCompleting(event: unknown): Promise<unknown> {
  const { DurableExecutionArn, CheckpointToken, ...more } = invocation.parse(event);
  if (more.InitialExecutionState.Operations.length > 1) {
    return { Status: "SUCCEEDED", Result: JSON.stringify(more.UpdatedOperationIds) };
  }
  const client = new LambdaClient();
  const answer = await client.send(
    new CheckpointDurableExecutionCommand({
      DurableExecutionArn,
      CheckpointToken,
      Updates: [{ Id: "call", Type: "CALLBACK", Action: "START" }],
    }),
  );
  const CallbackId = answer.NewExecutionState?.Operations?.[0]?.CallbackDetails?.CallbackId;
  await client.send(new SendDurableExecutionCallbackSuccessCommand({ CallbackId }));
  return { Status: "PENDING" };
}
