import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { afterAll, beforeAll, expect, test } from "vitest";

import { buildHandler } from "./build-handler.ts";
import { bundleFaults } from "./bundle-faults.ts";
import { environmentOf, type FunctionName, functions } from "./functions.ts";
import { readGraph } from "./graph.ts";
import { root } from "./project.ts";

const graph = readGraph("production");
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "longhaul-bundles-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function build(name: FunctionName, wrong?: object): Promise<string> {
  const declared = graph.builds.find(({ handler }) => handler.endsWith(`/${name}.lambda.handler`));
  if (declared === undefined) throw new Error(`The graph builds no ${name}.`);
  const out = await mkdtemp(join(folder, "bundle-"));
  return buildHandler(declared.handler, declared.properties, out, wrong);
}

const faultsOf = async (name: FunctionName, wrong?: object): Promise<string[]> =>
  bundleFaults(await build(name, wrong), environmentOf(graph, name));

/** Gzipped, in KB. The API's has all of Zod, languages included: `@hono/zod-openapi` hands it on as one object. */
const mostKilobytes: Record<FunctionName, number> = {
  "run-sync": 230,
  "run-callback": 230,
  "run-await": 230,
  "task-state": 180,
  sweep: 180,
  api: 290,
};

test.each(functions)("the bundle of %s is as small as docs/deploy.md says", async (name) => {
  const size = gzipSync(readFileSync(await build(name))).length / 1000;
  expect(size).toBeLessThanOrEqual(mostKilobytes[name]);

  const guide = readFileSync(join(root, "docs/deploy.md"), "utf8");
  const [, said, most] =
    new RegExp(`^\\| \`${name}\` +\\| (\\d+) KB +\\| (\\d+) KB`, "m").exec(guide) ?? [];
  expect(Number(most)).toBe(mostKilobytes[name]);
  expect(Math.abs(Number(said) - size), `${name}: ${size.toFixed()} KB`).toBeLessThan(5);
});

test.each(functions)(
  "the bundle of %s loads alone, with its handler, and its stack traces name our files",
  async (name) => {
    expect(await faultsOf(name)).toEqual([]);
  },
);

test.each([
  ["from the packages' CommonJS files", { mainFields: ["main"] }, "does not load"],
  ["without the SDK", { external: ["@aws-sdk/*"] }, "does not load"],
  ["as CommonJS", { format: "cjs" }, "does not export handler"],
  ["without a source map", { sourcemap: false }, "hides where an error comes from"],
  ["as it was written", { minify: false }, "is not minified"],
])("a bundle that is built %s is noticed", async (_how, wrong, fault) => {
  const built = faultsOf("run-sync", wrong).catch((error: unknown) => [String(error)]);
  expect((await built).join("\n")).toContain(fault);
});

test("a handler under another name is noticed", async () => {
  const { properties } = graph.builds[0] ?? { properties: undefined };
  if (properties === undefined) throw new Error("The graph builds nothing.");
  const other = "packages/durable/src/sweep.lambda.handle";
  await expect(buildHandler(other, properties, folder)).rejects.toThrow("does not export handle");
});
