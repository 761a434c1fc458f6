/** AWS's list prices of what the stack has beside its tasks and executions, in USD: of the region and month of `prices`. */
export const stackPrices = {
  sources: [
    "https://aws.amazon.com/cloudwatch/pricing/",
    "https://aws.amazon.com/dynamodb/pricing/on-demand/",
    "https://aws.amazon.com/eventbridge/pricing/",
    "https://aws.amazon.com/kms/pricing/",
    "https://aws.amazon.com/lambda/pricing/",
    "https://aws.amazon.com/privatelink/pricing/",
    "https://aws.amazon.com/route53/pricing/",
    "https://aws.amazon.com/vpc/pricing/",
  ],
  /** Of an average month. */
  monthHours: 730,
  alarmMonth: 0.1,
  kmsKeyMonth: 1,
  hostedZoneMonth: 0.5,
  logGb: 0.5,
  schedulerInvocation: 1 / 1_000_000,
  /** On ARM. */
  lambda: { request: 0.2 / 1_000_000, gbSecond: 0.0000133334 },
  /** On demand. */
  dynamodb: { readUnit: 0.125 / 1_000_000, writeUnit: 0.625 / 1_000_000 },
  /** An interface endpoint is paid in each zone that it is in. */
  interfaceEndpoint: { hour: 0.01, gb: 0.01 },
  natGateway: { hour: 0.045, gb: 0.045 },
} as const;
