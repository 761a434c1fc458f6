import {
  GetDurableExecutionCommand,
  GetDurableExecutionHistoryCommand,
  InvokeCommand,
  LambdaClient,
  SendDurableExecutionCallbackSuccessCommand,
} from "@aws-sdk/client-lambda";

const lambda = new LambdaClient();

const { DurableExecutionArn } = await lambda.send(
  new InvokeCommand({
    FunctionName: "order:$LATEST",
    InvocationType: "Event",
    Payload: JSON.stringify({ item: "lamp", count: 1 }),
  }),
);

const CallbackId = await until(async () => {
  const { Events = [] } = await lambda.send(
    new GetDurableExecutionHistoryCommand({ DurableExecutionArn }),
  );
  return Events.find((event) => event.EventType === "CallbackStarted")?.CallbackStartedDetails
    ?.CallbackId;
});
const Result = Buffer.from("Ada");
await lambda.send(new SendDurableExecutionCallbackSuccessCommand({ CallbackId, Result }));

const done = await until(async () => {
  const execution = await lambda.send(new GetDurableExecutionCommand({ DurableExecutionArn }));
  return execution.Status === "RUNNING" ? undefined : execution;
});
console.log(done.Status, done.Result);

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
