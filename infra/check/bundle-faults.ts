import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Loads the module that it is given as Lambda does, whose runtime brings `awslambda` along. */
const load = `globalThis.awslambda = { streamifyResponse: (handler) => handler };
const { handler } = await import(process.argv[1]);
if (typeof handler !== "function") throw new Error("It exports no handler.");
process.exit();`;

/** The file that refuses to start without the stack's variables: where a stack trace has to lead. */
const source = /packages\/core\/src\/aws\/resources\.ts:\d+/;

/**
 * What is wrong with a function's bundle, which lies alone in its folder: it is loaded in a process of its own, with the
 * function's environment and without.
 */
export async function bundleFaults(
  bundle: string,
  environment: Record<string, string>,
): Promise<string[]> {
  const { NODE_OPTIONS = "", ...settings } = environment;
  const loaded = await errorOf(bundle, { NODE_OPTIONS, AWS_REGION: "us-east-1", ...settings });
  const refused = await errorOf(bundle, { NODE_OPTIONS });
  return [
    ...(loaded === "" ? [] : [`does not load: ${loaded}`]),
    ...(source.test(refused) ? [] : [`hides where an error comes from: ${refused}`]),
    ...(isMinified(readFileSync(bundle, "utf8")) ? [] : ["is not minified"]),
  ];
}

/** Standard error of a process that loads the bundle; empty when it does. */
const errorOf = (bundle: string, env: Record<string, string>): Promise<string> =>
  run(process.execPath, ["--input-type=module", "--eval", load, pathToFileURL(bundle).href], {
    env,
  }).then(
    () => "",
    (error: { stderr: string }) => error.stderr,
  );

/** Code as it was written has some 40 characters a line. */
const isMinified = (code: string): boolean => code.length / code.split("\n").length > 200;
