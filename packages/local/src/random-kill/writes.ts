import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";

import type { clientConfig } from "../test/test-settings.ts";

export const written = { table: "written", index: "by-kind", group: "written", stream: "lines" };

export type ClientConfig = ReturnType<typeof clientConfig>;

/** One write of each kind, each of an id of its own. Nothing is tried twice: an answer is of the call that was made. */
export class Writes {
  readonly #dynamo: DynamoDBClient;
  readonly #logs: CloudWatchLogsClient;
  readonly #events: EventBridgeClient;
  readonly #lambda: LambdaClient;
  readonly #folder: string;

  constructor(client: ClientConfig, folder: string) {
    const config = { ...client, maxAttempts: 1 };
    this.#dynamo = new DynamoDBClient(config);
    this.#logs = new CloudWatchLogsClient(config);
    this.#events = new EventBridgeClient(config);
    this.#lambda = new LambdaClient(config);
    this.#folder = folder;
  }

  async prepare(): Promise<void> {
    const { table, index, group, stream } = written;
    await this.#dynamo.send(
      new CreateTableCommand({
        TableName: table,
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        AttributeDefinitions: [
          { AttributeName: "id", AttributeType: "S" },
          { AttributeName: "kind", AttributeType: "S" },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: index,
            KeySchema: [{ AttributeName: "kind", KeyType: "HASH" }],
            Projection: { ProjectionType: "ALL" },
          },
        ],
        BillingMode: "PAY_PER_REQUEST",
      }),
    );
    await this.#logs.send(new CreateLogGroupCommand({ logGroupName: group }));
    await this.#logs.send(
      new CreateLogStreamCommand({ logGroupName: group, logStreamName: stream }),
    );
  }

  close(): void {
    for (const client of [this.#dynamo, this.#logs, this.#events, this.#lambda]) client.destroy();
  }

  item(id: string) {
    return this.#dynamo.send(
      new PutItemCommand({ TableName: written.table, Item: itemOf(id, "item") }),
    );
  }

  /** Two items or none. */
  pair(id: string) {
    const TransactItems = ["left", "right"].map((side) => ({
      Put: { TableName: written.table, Item: itemOf(`${id} ${side}`, side) },
    }));
    return this.#dynamo.send(new TransactWriteItemsCommand({ TransactItems }));
  }

  /** Refused when somebody else has it. */
  claim(id: string, by: string) {
    return this.#dynamo.send(
      new PutItemCommand({
        TableName: written.table,
        Item: { ...itemOf(id, "claim"), by: { S: by } },
        ConditionExpression: "attribute_not_exists(id)",
      }),
    );
  }

  count() {
    return this.#dynamo.send(
      new UpdateItemCommand({
        TableName: written.table,
        Key: { id: { S: "counter" } },
        UpdateExpression: "ADD amount :one",
        ExpressionAttributeValues: { ":one": { N: "1" } },
      }),
    );
  }

  line(id: string) {
    const logEvents = [{ timestamp: Date.now(), message: id }];
    return this.#logs.send(
      new PutLogEventsCommand({
        logGroupName: written.group,
        logStreamName: written.stream,
        logEvents,
      }),
    );
  }

  event(id: string) {
    const Detail = JSON.stringify({ id });
    return this.#events.send(
      new PutEventsCommand({ Entries: [{ Source: "random.kill", DetailType: "written", Detail }] }),
    );
  }

  /** Of a plain function, which leaves an effect. */
  invoke(id: string) {
    return this.#lambda.send(
      new InvokeCommand({
        FunctionName: "plain",
        InvocationType: "Event",
        Payload: JSON.stringify({ folder: this.#folder, execution: id }),
      }),
    );
  }
}

const itemOf = (id: string, kind: string) => ({ id: { S: id }, kind: { S: kind } });
