import { mkdir, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";

import { z } from "zod";

import { bundlePropertiesSchema } from "./build-handler.ts";
import type { Graph } from "./graph-schema.ts";
import { account, region } from "./project.ts";

const callSchema = z.object({ method: z.string(), params: z.array(z.unknown()) });
const buildSchema = z.object({
  functionID: z.string(),
  handler: z.string(),
  links: z.record(z.string(), z.unknown()),
  properties: bundlePropertiesSchema,
});

/** Stands for the `sst` process, which SST's components ask over HTTP for what they cannot do themselves. */
export async function startCli(project: string): Promise<{ url: string; builds: Graph["builds"] }> {
  const builds: Graph["builds"] = [];
  const methods: Record<string, (input: unknown) => unknown> = {
    "Provider.Aws.Bootstrap": () => ({
      asset: "sst-asset-check",
      state: "sst-state-check",
      version: 5,
      assetEcrRegistryId: account,
      assetEcrUrl: `${account}.dkr.ecr.${region}.amazonaws.com/sst-asset`,
    }),
    "Provider.Aws.Appsync": () => ({ http: "appsync.invalid", realtime: "realtime.invalid" }),
    "Runtime.AddTarget": () => true,
    "Runtime.Build": async (input) => {
      const { functionID, handler, links, properties } = buildSchema.parse(input);
      const out = join(project, "artifacts", functionID);
      // The components only pack it; bundles.check.test.ts builds and runs the real ones.
      await mkdir(out, { recursive: true });
      await writeFile(join(out, "bundle.mjs"), "");
      builds.push({ handler, links: Object.keys(links), properties });
      return { handler, out, errors: [], sourcemaps: [] };
    },
  };
  const server = createServer((request, response) => {
    void answer(methods, request).then((body) => response.end(JSON.stringify(body)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return { url: `http://127.0.0.1:${port}`, builds };
}

async function answer(
  methods: Record<string, (input: unknown) => unknown>,
  request: IncomingMessage,
): Promise<{ result: unknown } | { error: string }> {
  const { method, params } = callSchema.parse(JSON.parse(await text(request)));
  const run = methods[method];
  // The words by which the components know that a method is missing.
  if (run === undefined) return { error: `rpc: can't find ${method}` };
  try {
    return { result: await run(params[0]) };
  } catch (error) {
    return { error: String(error) };
  }
}
