import type { InvocationError } from "./invocation.ts";

/** Lambda's words for a process that ended while it ran an invocation. */
export function exitError(
  requestId: string,
  code: number | null,
  signal: NodeJS.Signals | null,
): InvocationError {
  const errorType = "Runtime.ExitError";
  const prefix = requestId === "" ? "" : `RequestId: ${requestId} `;
  if (signal !== null) {
    const name = signal === "SIGKILL" ? "killed" : signal.toLowerCase();
    return {
      errorType,
      errorMessage: `${prefix}Error: Runtime exited with error: signal: ${name}`,
    };
  }
  const how = code === 0 ? "without providing a reason" : `with error: exit status ${code}`;
  return { errorType, errorMessage: `${prefix}Error: Runtime exited ${how}` };
}

/** Of a process that was killed since it held more memory than its function has. */
export function outOfMemoryError(requestId: string): InvocationError {
  return { ...exitError(requestId, null, "SIGKILL"), errorType: "Runtime.OutOfMemory" };
}

/** Whether the process ended of that, and not of what its code is. */
export function isKill({ errorType }: InvocationError): boolean {
  return errorType === "Runtime.ExitError" || errorType === "Runtime.OutOfMemory";
}

/** The server that ran the invocation was killed, and the process with it. */
export function lostError(requestId: string | null): InvocationError {
  return exitError(requestId ?? "", null, "SIGKILL");
}

export function timeoutError(requestId: string, seconds: number, atMs: number): InvocationError {
  const at = new Date(atMs).toISOString();
  return {
    errorType: "Sandbox.Timedout",
    errorMessage: `${at} ${requestId} Task timed out after ${seconds.toFixed(2)} seconds`,
  };
}
