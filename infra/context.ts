export const production = $app.stage === "production";
export const accountId = aws.getCallerIdentityOutput({}).accountId;
export const region = aws.getRegionOutput({}).region;
export const partition = aws.getPartitionOutput({}).partition;

/** Of every log group that SST makes, and in days of those that it does not. */
export const logRetention = "3 months";
export const logRetentionDays = 90;

/** A name that is known before the function exists, so that roles can name its ARN without a cycle. */
export const functionName = (name: string) => `${$app.name}-${$app.stage}-${name}`;

export const functionArn = (name: string) =>
  $interpolate`arn:${partition}:lambda:${region}:${accountId}:function:${functionName(name)}`;

export const logGroupArn = (name: $util.Input<string>) =>
  $interpolate`arn:${partition}:logs:${region}:${accountId}:log-group:${name}`;

/** What writes into a log group that is there already. */
export const writeLogs = (logGroup: $util.Input<string>) => ({
  actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
  resources: [$interpolate`${logGroupArn(logGroup)}:log-stream:*`],
});
