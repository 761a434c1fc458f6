import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

/** The environment of functions and tasks: what the SDKs and a program need, nothing else of the server's own. */
export function childEnvironment(options: {
  endpoint: string;
  region: string;
  own: Record<string, string>;
}): Record<string, string> {
  return {
    PATH: searchPath(),
    HOME: homedir(),
    TMPDIR: tmpdir(),
    // Where Node keeps it by default, so that it is warm even if the data folder is new.
    NODE_COMPILE_CACHE: join(tmpdir(), "node-compile-cache"),
    AWS_ENDPOINT_URL: options.endpoint,
    AWS_REGION: options.region,
    AWS_DEFAULT_REGION: options.region,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    ...options.own,
  };
}

function searchPath(): string {
  // Where programs are is this machine's to say, no setting of ours.
  // oxlint-disable-next-line node/no-process-env
  return process.env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin";
}
