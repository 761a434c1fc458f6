import { rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";

import { z } from "zod";

import { bundle } from "./bundle.ts";
import { startCli } from "./cli-server.ts";
import { type Graph, longestStage } from "./graph-schema.ts";
import { choose, makeProject } from "./project-copy.ts";
import { platform, region } from "./project.ts";
import { mockPulumi } from "./pulumi-mocks.ts";

/**
 * `evaluate.ts <variant or stage> <file>`: runs sst.config.ts on SST's own components as `sst deploy` does, with mocks in
 * the place of AWS, and writes the resource graph. Exits with 1 and says why when something fails.
 */
const [variant, file] = z.tuple([z.string(), z.string()]).parse(process.argv.slice(2));
const isDev = variant === "dev";
const stage = { private: "production", test: longestStage }[variant] ?? variant;

// Outside the checkout: SST's components write files where they run.
const project = makeProject();
process.chdir(project);
if (variant === "private") {
  choose(project, "privateLink", "true");
  choose(project, "inputBuckets", '["inputs"]');
}
const config = JSON.stringify(`${project}/sst.config.ts`);
const appSchema = z.looseObject({
  name: z.string(),
  version: z.string(),
  removal: z.string(),
  protect: z.boolean(),
});

const appBundle = await bundle(
  `import config from ${config}; export const load = () => config.app({ stage: ${JSON.stringify(stage)} });`,
  { name: `app-${process.pid}`, banner: "function $config(input) { return input }" },
);
const app = { ...appSchema.parse(await (await importBundle(appBundle))()), stage };

const cli = await startCli(project);
process.env["SST_SERVER"] = cli.url;
process.env["SST_AWS_REGION"] = region;
process.env["SST_SECRET_SessionSecret"] = "a secret of the checks, 32 characters and more";
const mocks = await mockPulumi(app);

const runBundle = await bundle(
  `import { run } from ${JSON.stringify(`${platform}/src/auto/run.ts`)}; import config from ${config};
   export const load = () => run(config.run);`,
  {
    name: `run-${process.pid}`,
    isProgram: true,
    define: {
      $app: JSON.stringify(app),
      $cli: JSON.stringify({
        command: isDev ? "dev" : "deploy",
        dev: isDev,
        paths: { home: project, root: project, work: `${project}/.sst`, platform },
        state: { version: {} },
      }),
      $dev: String(isDev),
    },
  },
);

const fail = (error: unknown): void => {
  mocks.problems.add(error instanceof Error ? (error.stack ?? error.message) : String(error));
};
// What depends on an output that failed never settles; others may still fail, and say more.
const failed = new Promise<void>((resolve) => {
  const end = (error: unknown): void => {
    fail(error);
    void sleep(300).then(resolve);
  };
  process.on("unhandledRejection", end);
  process.on("uncaughtException", end);
});
let outputs: Record<string, unknown> = {};
const done = importBundle(runBundle)
  .then((load) => mocks.runStack(load))
  .then((result) => {
    outputs = result;
  })
  .catch(fail);
const tooLong = sleep(120_000, undefined, { ref: false }).then(() =>
  fail(new Error("The evaluation did not settle within two minutes.")),
);
await Promise.race([done, failed, tooLong]);
for (const made of [appBundle, runBundle, project]) rmSync(made, { recursive: true, force: true });

if (mocks.problems.size > 0) {
  console.error([`The variant ${variant} does not evaluate:`, ...mocks.problems].join("\n\n"));
  process.exit(1);
}
const { links, liveTasks, resources } = mocks;
const graph: Graph = { app, outputs, links, liveTasks, builds: cli.builds, resources };
writeFileSync(file, JSON.stringify(graph));
process.exit();

async function importBundle(path: string): Promise<() => Promise<unknown>> {
  const { load } = await import(pathToFileURL(path).href);
  return load;
}
