/**
 * AWS's limits, in bytes unless the name says otherwise: those of payloads and errors as the API reference has them
 * (Invoke, OperationUpdate, GetDurableExecution, SendDurableExecutionCallbackSuccess), the others from Lambda's quotas.
 */
export const limits = {
  /** Cannot be raised. */
  meteredOperations: 3_000,
  writtenBytes: 100 * 1024 * 1024,
  syncPayload: 6 * 1024 * 1024,
  /** Of a function; a little more than it may be called with, as Lambda's own message has it. */
  response: 6_291_556,
  eventPayload: 1024 * 1024,
  /** Of the result of an execution that no synchronous call started. */
  eventResult: 1024 * 1024,
  operationPayload: 1024 * 1024,
  errorObject: 1024 * 1024,
  syncExecutionSeconds: 900,
  updatesPerCheckpoint: 1_000,
} as const;
