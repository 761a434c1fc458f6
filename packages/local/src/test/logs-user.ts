import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";

type ClientConfig = ConstructorParameters<typeof CloudWatchLogsClient>[0];

/** What the tests of CloudWatch Logs do with the SDK. */
export class LogsUser {
  readonly client: CloudWatchLogsClient;
  #groups = 0;

  constructor(config: ClientConfig & object) {
    this.client = new CloudWatchLogsClient(config);
  }

  close(): void {
    this.client.destroy();
  }

  /** Makes a group with these streams. Returns its name, which no other has. */
  async newGroup(...logStreamNames: string[]): Promise<string> {
    this.#groups += 1;
    const logGroupName = `/test/group-${this.#groups}`;
    await this.client.send(new CreateLogGroupCommand({ logGroupName }));
    for (const name of logStreamNames) await this.newStream(logGroupName, name);
    return logGroupName;
  }

  async newStream(logGroupName: string, logStreamName: string): Promise<void> {
    await this.client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
  }

  put(
    logGroupName: string,
    logStreamName: string,
    logEvents: { timestamp: number; message: string }[],
  ) {
    return this.client.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
  }

  /** The messages of one page. */
  async filter(
    logGroupName: string,
    input: object = {},
  ): Promise<(string | undefined)[] | undefined> {
    const command = new FilterLogEventsCommand({ logGroupName, ...input });
    const { events } = await this.client.send(command);
    return events?.map(({ message }) => message);
  }
}
