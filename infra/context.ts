export const production = $app.stage === "production";
export const accountId = aws.getCallerIdentityOutput({}).accountId;
export const region = aws.getRegionOutput({}).region;
export const partition = aws.getPartitionOutput({}).partition;

/** Of every log group that SST makes, and in days of those that it does not. */
export const logRetention = "3 months";
export const logRetentionDays = 90;

/** The limit of Lambda, EventBridge and IAM. */
const longestName = 64;

/** A name that is known before the function exists, so that roles can name its ARN without a cycle. */
export function functionName(name: string): string {
  const full = `${$app.name}-${$app.stage}-${name}`;
  const tooMany = full.length - longestName;
  if (tooMany > 0)
    throw new Error(
      `${full} is too long a name for AWS: choose a stage whose name is ${tooMany} letters shorter.`,
    );
  return full;
}

export const functionArn = (name: string) =>
  $interpolate`arn:${partition}:lambda:${region}:${accountId}:function:${functionName(name)}`;

export const logGroupArn = (name: $util.Input<string>) =>
  $interpolate`arn:${partition}:logs:${region}:${accountId}:log-group:${name}`;

/** What writes into a log group that is there already. */
export const writeLogs = (logGroup: $util.Input<string>) => ({
  actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
  resources: [$interpolate`${logGroupArn(logGroup)}:log-stream:*`],
});
