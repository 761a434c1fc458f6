/** Lambda's context object. */
export interface InvocationContext {
  callbackWaitsForEmptyEventLoop: boolean;
  awsRequestId: string;
  functionName: string;
  functionVersion: string;
  invokedFunctionArn: string;
  memoryLimitInMB: string;
  logGroupName: string;
  logStreamName: string;
  clientContext: unknown;
  tenantId: string | undefined;
  getRemainingTimeInMillis(): number;
}
