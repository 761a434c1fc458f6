import { LambdaClient } from "@aws-sdk/client-lambda";
import {
  CloudDurableTestRunner,
  InvocationType,
  WaitingOperationStatus,
} from "@aws/durable-execution-sdk-js-testing";

const runner = new CloudDurableTestRunner({
  functionName: "order:$LATEST",
  client: new LambdaClient(),
  config: { pollInterval: 200, invocationType: InvocationType.Event },
});

const running = runner.run({ payload: { item: "book", count: 3 } });
const approval = runner.getOperation("approval");
await approval.waitForData(WaitingOperationStatus.SUBMITTED);
await approval.sendCallbackSuccess("Grace");
const run = await running;
console.log(run.getStatus(), run.getResult());
