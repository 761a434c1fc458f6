import type { Mutation } from "./mutation.ts";

const durable =
  "sst dev > deploys the durable functions as they are: what waits in them outlives it";
const others = "sst dev > runs the others here";
const worker = "sst dev > runs the worker here, by a command that ends with the job";
const dashboard = "sst dev > deploys the dashboard and the scripts of /docs behind the one origin";

/** Of what `sst dev` deploys, and what it runs here. */
export const devMutations: Mutation[] = [
  {
    file: "infra/durable.ts",
    from: "  name: functionName(name),",
    to: "  name: functionName(`my-${name}`),",
    fails: durable,
    variant: "dev",
  },
  {
    file: "infra/sweep.ts",
    from: '    memory: "512 MB",',
    to: '    memory: "512 MB", dev: false,',
    fails: [durable, others],
    variant: "dev",
  },
  {
    file: "infra/worker.ts",
    from: 'directory: "packages/worker" }',
    to: 'directory: "packages" }',
    fails: worker,
    variant: "dev",
  },
  {
    file: "infra/worker.ts",
    from: "if ($dev) return;",
    to: "if ($dev) { args.containerDefinitions = JSON.stringify([{ image: 'longhaul' }]); return; }",
    fails: worker,
    variant: "dev",
  },
  {
    file: "sst.config.ts",
    from: "dashboard: router.url",
    to: "dashboard: api.url",
    fails: dashboard,
    variant: "dev",
  },
];
