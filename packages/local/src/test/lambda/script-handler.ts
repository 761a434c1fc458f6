import {
  CheckpointDurableExecutionCommand,
  GetDurableExecutionStateCommand,
  LambdaClient,
  type OperationUpdate,
} from "@aws-sdk/client-lambda";
import { z } from "zod";

const script = z.array(
  z.object({
    updates: z.array(z.custom<OperationUpdate>()).default([]),
    /** Which token: the newest, the one before, or none that was ever given. */
    token: z.enum(["current", "previous", "wrong"]).default("current"),
    clientToken: z.string().optional(),
    stateMarker: z.string().optional(),
  }),
);

const invocation = z.object({
  DurableExecutionArn: z.string(),
  CheckpointToken: z.string(),
  InitialExecutionState: z.object({
    Operations: z.array(z.looseObject({ ExecutionDetails: z.unknown().optional() })),
  }),
});

const input = z.object({ InputPayload: z.string() });

/** Speaks the protocol by itself: checkpoints what its input says, and returns all answers. */
export async function scripted(event: unknown): Promise<unknown> {
  const { DurableExecutionArn, CheckpointToken, InitialExecutionState } = invocation.parse(event);
  const [execution] = InitialExecutionState.Operations;
  const { InputPayload } = input.parse(execution?.ExecutionDetails);
  const client = new LambdaClient({ maxAttempts: 1 });
  const tokens = ["wrong", CheckpointToken];
  const answers: unknown[] = [];
  for (const { updates, token, clientToken, stateMarker } of script.parse(
    JSON.parse(InputPayload),
  )) {
    const chosen = { current: tokens.at(-1), previous: tokens.at(-2), wrong: "d3Jvbmc=" }[token];
    try {
      if (stateMarker !== undefined) {
        const query = { DurableExecutionArn, CheckpointToken: chosen, MaxItems: 3 };
        const Marker = stateMarker === "" ? undefined : stateMarker;
        answers.push(await client.send(new GetDurableExecutionStateCommand({ ...query, Marker })));
        continue;
      }
      const answer = await client.send(
        new CheckpointDurableExecutionCommand({
          DurableExecutionArn,
          CheckpointToken: chosen,
          Updates: updates,
          ...(clientToken === undefined ? {} : { ClientToken: clientToken }),
        }),
      );
      answers.push(answer);
      if (answer.CheckpointToken !== undefined && answer.CheckpointToken !== tokens.at(-1)) {
        tokens.push(answer.CheckpointToken);
      }
    } catch (error) {
      answers.push(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    }
  }
  return { Status: "SUCCEEDED", Result: JSON.stringify(answers) };
}
