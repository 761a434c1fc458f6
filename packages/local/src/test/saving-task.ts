import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";

/** Saves its work when it is told to end, as a worker does. */
const client = new DynamoDBClient();
process.once("SIGTERM", () => {
  const put = new PutItemCommand({ TableName: "saved", Item: { id: { S: "work" } } });
  client.send(put).then(
    () => {
      console.log("saved");
      process.exit(0);
    },
    (error: unknown) => {
      console.log(String(error));
      process.exit(1);
    },
  );
});
// Holds the process until then.
setInterval(() => {}, 1_000);
console.log("up");
