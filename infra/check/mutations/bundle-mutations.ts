import { functions } from "../functions.ts";
import { casesOf } from "./cases-of.ts";
import type { Mutation } from "./mutation.ts";

const size = "the bundle of %s is as small as docs/deploy.md says";
const alone = casesOf(
  "the bundle of %s loads alone, with its handler, and its stack traces name our files",
  functions,
);
const noticed = (...ways: string[]) => casesOf("a bundle that is built %s is noticed", ways);
const done = casesOf("a job that the API's bundle accepts is done by the %s pattern's bundle", [
  "sync",
  "callback",
  "await",
]);
const returned = casesOf("%s, invoked without the API, returns the result of its task", [
  "run-sync",
  "run-await",
]);

/** Of the functions' bundles, which run on the local AWS, and of what finds fault with them. */
export const bundleMutations: Mutation[] = [
  {
    file: "packages/core/src/attempt/begin-attempt.ts",
    from: "  job.attempt === attempt - 1 &&",
    to: "  job.attempt === attempt &&",
    fails: [...done, ...returned],
  },
  {
    file: "packages/api/src/routes/jobs.ts",
    from: "return c.json(job, 202);",
    to: "return c.json(job, 200);",
    fails: done,
  },
  {
    file: "packages/jobs/src/simulate/run.ts",
    from: "`Processed: ${message}`",
    to: "`Done: ${message}`",
    fails: returned,
  },
  {
    file: "packages/core/src/attempt/classify-end.ts",
    from: '"lost" : "crashed"',
    to: '"lost" : "failed"',
    fails: "a task that dies without a word is noticed by task-state's bundle",
  },
  {
    file: "packages/core/src/job/lose-execution.ts",
    from: 'code: "execution_lost"',
    to: 'code: "stopped"',
    fails: "a job whose execution is stopped from outside is ended by task-state's bundle",
  },
  {
    file: "packages/durable/src/sweep.lambda.ts",
    from: "await sweepJobs(ports);",
    to: "await sweepJobs({ ...ports, jobs: undefined });",
    fails: "what was accepted and never started is started by the sweep's bundle",
  },
  {
    file: "infra/defaults.ts",
    from: "  minify: true,",
    to: "  minify: false,",
    fails: casesOf(size, functions),
  },
  {
    file: "docs/deploy.md",
    from: "| 217 KB | 230 KB  |\n| `run-callback`",
    to: "| 217 KB | 240 KB  |\n| `run-callback`",
    fails: casesOf(size, ["run-sync"]),
  },
  {
    file: "docs/deploy.md",
    from: "| 217 KB | 230 KB  |\n| `task-state`",
    to: "| 207 KB | 230 KB  |\n| `task-state`",
    fails: casesOf(size, ["run-await"]),
  },
  {
    file: "infra/defaults.ts",
    from: "  sourcemap: true,",
    to: "  sourcemap: false,",
    fails: alone,
  },
  {
    file: "infra/defaults.ts",
    from: '["ini", "login",',
    to: '["node", "ini", "login",',
    fails: alone,
  },
  {
    file: "infra/check/bundle-faults.ts",
    from: 'loaded === "" ? []',
    to: "loaded !== undefined ? []",
    fails: noticed("from the packages' CommonJS files", "without the SDK"),
  },
  {
    file: "infra/check/bundle-faults.ts",
    from: "source.test(refused)",
    to: "source !== undefined",
    fails: noticed("without a source map"),
  },
  {
    file: "infra/check/bundle-faults.ts",
    from: 'code.length / code.split("\\n").length > 200',
    to: "code.length > 200",
    fails: noticed("as it was written"),
  },
  {
    file: "infra/check/build-handler.ts",
    from: "if (!exports.includes(ext.slice(1)))",
    to: "if (exports === undefined)",
    fails: [...noticed("as CommonJS"), "a handler under another name is noticed"],
  },
  {
    file: "infra/create-admin-key.ts",
    from: 'role: "admin"',
    to: 'role: "operator"',
    fails: "the script prints a key with which an admin signs in",
    variant: [],
  },
];
