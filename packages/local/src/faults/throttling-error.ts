import { AwsError } from "../aws-error.ts";

export type AwsService = "Lambda" | "ECS" | "DynamoDB" | "Logs" | "EventBridge";

/** DynamoDB's operations on tables as a whole, which no table's throughput limits. */
const isAboutTables = /Table|TimeToLive/;

/** How a service says that one of its operations is called too often. */
export function throttlingError(
  service: AwsService,
  operation: string,
  retryAfterSeconds: number,
): AwsError {
  switch (service) {
    case "Lambda": {
      const Reason =
        operation === "Invoke" ? "FunctionInvocationRateLimitExceeded" : "CallerRateLimitExceeded";
      const members = { Reason, retryAfterSeconds };
      return new AwsError("TooManyRequestsException", "Rate Exceeded.", 429, members);
    }
    case "DynamoDB":
      if (isAboutTables.test(operation)) break;
      return new AwsError(
        "ProvisionedThroughputExceededException",
        "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.",
      );
    case "ECS":
    case "Logs":
    case "EventBridge":
  }
  return new AwsError("ThrottlingException", "Rate exceeded");
}
