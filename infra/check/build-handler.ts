import { existsSync } from "node:fs";
import { join, parse } from "node:path";

import { z } from "zod";

import { esbuild } from "./bundle.ts";
import { root } from "./project.ts";

/** How a function asks to be bundled. Strict: an option that is not known here would be checked as if it were not set. */
export const bundlePropertiesSchema = z.strictObject({
  minify: z.boolean().default(false),
  sourcemap: z.boolean().default(false),
  esbuild: z.strictObject({ external: z.array(z.string()) }).default({ external: [] }),
  architecture: z.string(),
});

export type BundleProperties = z.output<typeof bundlePropertiesSchema>;

/**
 * Bundles a handler as SST does for Lambda, whose esbuild is a newer one, and returns the bundle's path. Throws when the
 * handler's file or its export is missing. `wrong` is for showing that a bundle that is built in another way is noticed.
 */
export async function buildHandler(
  handler: string,
  properties: BundleProperties,
  out: string,
  wrong: object = {},
): Promise<string> {
  const { dir, name, ext } = parse(handler);
  const entry = join(root, dir, `${name}.ts`);
  if (!existsSync(entry)) throw new Error(`The handler ${handler} has no file ${entry}.`);
  const outfile = join(out, "bundle.mjs");
  const { metafile } = await esbuild.build({
    ...optionsOf(properties),
    entryPoints: [entry],
    outfile,
    ...wrong,
  });
  const exports = Object.values(metafile?.outputs ?? {}).flatMap((file) => file.exports);
  if (!exports.includes(ext.slice(1))) throw new Error(`${entry} does not export ${ext.slice(1)}.`);
  return outfile;
}

/** As in SST 4.17.1, but for its banner, which gives CommonJS code a `require`: ours has none, and must not grow any. */
const optionsOf = ({ minify, sourcemap, esbuild: { external } }: BundleProperties) => ({
  bundle: true,
  platform: "node",
  format: "esm",
  target: "esnext",
  mainFields: ["module", "main"],
  external: ["sharp", "pg-native", ...external],
  keepNames: true,
  // Without the property SST makes one too, but keeps it out of the function's package.
  sourcemap: sourcemap && "linked",
  minify,
  metafile: true,
  logLevel: "silent",
});
