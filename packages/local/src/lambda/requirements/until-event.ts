import { GetDurableExecutionHistoryCommand, LambdaClient } from "@aws-sdk/client-lambda";
import type { DurableContext } from "@aws/durable-execution-sdk-js";

/** For a step that is to run until the history of its own execution tells of something. */
export async function untilEvent(context: DurableContext, type: string, count = 1): Promise<void> {
  const client = new LambdaClient();
  const command = new GetDurableExecutionHistoryCommand({
    DurableExecutionArn: context.executionContext.durableExecutionArn,
  });
  for (;;) {
    const { Events = [] } = await client.send(command);
    if (Events.filter(({ EventType }) => EventType === type).length >= count) return;
  }
}
