import type { InvocationError } from "./invocation.ts";

/** Tells on the server's output why functions cannot be loaded: each reason once, however often it is tried again. */
export class LoadFailures {
  readonly #told = new Map<string, string>();

  tell(functionArn: string, { errorType, errorMessage }: InvocationError): void {
    const failure = `${errorType}: ${inOneLine(errorMessage)}`;
    if (this.#told.get(functionArn) === failure) return;
    this.#told.set(functionArn, failure);
    console.error(`local-aws: ${functionArn.split(":function:")[1]} cannot be loaded: ${failure}`);
  }

  forget(functionArn: string): void {
    this.#told.delete(functionArn);
  }
}

/** Of a syntax error, the place stands first and the error lines below it. */
function inOneLine(message: string): string {
  const lines = message.trim().split("\n");
  const [first = ""] = lines;
  const error = lines.find((line) => /^\w*Error\b/.test(line)) ?? first;
  return error === first ? first : `${first}: ${error}`;
}
