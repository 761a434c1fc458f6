import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

import {
  CallbackTimeoutException,
  LambdaClient,
  SendDurableExecutionCallbackHeartbeatCommand,
  SendDurableExecutionCallbackSuccessCommand,
} from "@aws-sdk/client-lambda";

/** A task's program that tells the execution of its callback that it lives, and that it has done its work. */
async function main(folder: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const id = environment["ECS_CONTAINER_METADATA_URI_V4"]?.split("/").at(-1) ?? "";
  const CallbackId = environment["CALLBACK_ID"];
  const note = (what: string) => appendFileSync(join(folder, "task-lines"), `${what} ${id}\n`);
  const lambda = new LambdaClient({ maxAttempts: 1 });
  note("start");
  for (let tick = 1; tick <= Number(environment["TICKS"]); tick += 1) {
    console.log(`tick ${tick}`);
    await lambda
      .send(new SendDurableExecutionCallbackHeartbeatCommand({ CallbackId }))
      .catch(refused);
    await setTimeout(500);
  }
  note("end");
  const told = new SendDurableExecutionCallbackSuccessCommand({ CallbackId, Result: id });
  while ((await lambda.send(told).catch(refused)) === undefined) await setTimeout(100);
  note(`told ${CallbackId}`);
}

/** The server may be gone; an answer is final. */
function refused(error: unknown): undefined {
  if (error instanceof CallbackTimeoutException) throw error;
}

// oxlint-disable-next-line node/no-process-env
await main(process.argv[2] ?? "", process.env);
