import { DurableOperationError } from "@aws/durable-execution-sdk-js";

/** Fails an execution: its `code` is the ErrorType that AWS shows. */
export class ExecutionError extends Error {
  constructor(code: string, message: string) {
    super(message);
    this.name = code;
  }
}

/** Runs a plan, or a part of it, and lets a failed step's own error through, not the SDK's wrapping of it. */
export async function namingErrors<Result>(plan: () => Promise<Result>): Promise<Result> {
  try {
    return await plan();
  } catch (error) {
    if (!(error instanceof DurableOperationError) || error.cause === undefined) throw error;
    throw new ExecutionError(error.cause.name, error.message);
  }
}
