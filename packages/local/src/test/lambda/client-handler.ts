import {
  DurableExecutionApiClient,
  DurableExecutionInvocationInputWithClient,
  type DurableExecutionInvocationInput,
} from "@aws/durable-execution-sdk-js";

/** Uses the client of its event, else the SDK's own, for each thing that the SDK asks of one. Returns what it got. */
export async function clientAnswers(event: DurableExecutionInvocationInput): Promise<object> {
  const client = DurableExecutionInvocationInputWithClient.isInstance(event)
    ? event.durableExecutionClient
    : new DurableExecutionApiClient();
  const { DurableExecutionArn, CheckpointToken } = event;
  const step = { Id: "step", Type: "STEP", Action: "START" } as const;
  const retry = {
    ...step,
    Action: "RETRY",
    Error: { ErrorType: "E" },
    StepOptions: { NextAttemptDelaySeconds: 90 },
  } as const;
  const wait = {
    Id: "wait",
    Type: "WAIT",
    Action: "START",
    WaitOptions: { WaitSeconds: 60 },
  } as const;
  const first = await client.checkpoint({
    DurableExecutionArn,
    CheckpointToken,
    ClientToken: "once",
    Updates: [step, retry, wait],
  });
  const repeated = await client.checkpoint({
    DurableExecutionArn,
    CheckpointToken,
    ClientToken: "once",
    Updates: [step, retry, wait],
  });
  const state = { DurableExecutionArn, CheckpointToken: first.CheckpointToken, MaxItems: 2 };
  const page = await client.getExecutionState(state);
  const rest = await client.getExecutionState({ ...state, Marker: page.NextMarker });
  const refused = await client
    .checkpoint({ DurableExecutionArn, CheckpointToken: "wrong", Updates: [] })
    .catch(({ name, message, $metadata }) => ({ name, message, status: $metadata.httpStatusCode }));
  const answers = {
    isRepeat: repeated.CheckpointToken === first.CheckpointToken,
    changed: first.NewExecutionState?.Operations,
    states: [page.Operations, rest.Operations],
    updated: event.UpdatedOperationIds,
    refused,
  };
  return { Status: "SUCCEEDED", Result: JSON.stringify(answers, withoutMoment) };

  function withoutMoment(this: Record<string, unknown>, key: string, value: unknown): unknown {
    if (this[key] instanceof Date) return "a date";
    return key === "Id" && String(value).length === 36 ? "of the execution" : value;
  }
}
