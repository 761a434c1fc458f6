/** No answer came at all: the server is down, or the way to it. */
export class UnreachableError extends Error {
  constructor() {
    super("The server cannot be reached. Check that Longhaul runs and that you are online.");
    this.name = "UnreachableError";
  }
}
