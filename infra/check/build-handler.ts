import { existsSync } from "node:fs";
import { join, parse } from "node:path";

import { z } from "zod";

import { esbuild } from "./bundle.ts";
import { root } from "./project.ts";

/** How a function asks to be bundled. Strict: an option that is not known here would be checked as if it were not set. */
export const bundlePropertiesSchema = z.strictObject({
  minify: z.boolean().default(false),
  architecture: z.string(),
});

export type BundleProperties = z.output<typeof bundlePropertiesSchema>;

/** As in SST 4.17.1, for CommonJS code inside an ES module. */
const banner = `import { createRequire as topLevelCreateRequire } from "module";
const require = topLevelCreateRequire(import.meta.url);
import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url";
const __filename = topLevelFileUrlToPath(import.meta.url);
const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url));`;

/**
 * Bundles a handler as SST does for Lambda, whose esbuild is a newer one, and returns the bundle's path. Throws when the
 * handler's file or its export is missing.
 */
export async function buildHandler(
  handler: string,
  { minify }: BundleProperties,
  out: string,
): Promise<string> {
  const { dir, name, ext } = parse(handler);
  const entry = join(root, dir, `${name}.ts`);
  if (!existsSync(entry)) throw new Error(`The handler ${handler} has no file ${entry}.`);
  const outfile = join(out, "bundle.mjs");
  const { metafile } = await esbuild.build({
    entryPoints: [entry],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "esnext",
    mainFields: ["module", "main"],
    external: ["sharp", "pg-native"],
    keepNames: true,
    sourcemap: "linked",
    banner: { js: banner },
    minify,
    metafile: true,
    outfile,
    logLevel: "silent",
  });
  const exports = Object.values(metafile?.outputs ?? {}).flatMap((file) => file.exports);
  if (!exports.includes(ext.slice(1))) throw new Error(`${entry} does not export ${ext.slice(1)}.`);
  return outfile;
}
