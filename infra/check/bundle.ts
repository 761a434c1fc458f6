import { readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { platform, requirePlatform, root, unpacked } from "./project.ts";

interface Esbuild {
  build(
    options: object,
  ): Promise<{ metafile?: { outputs: Record<string, { exports: string[] }> } }>;
}
export const esbuild: Esbuild = requirePlatform("esbuild");

interface BundleOptions {
  name: string;
  banner?: string;
  define?: Record<string, string>;
  /** True: with SST's globals (`sst`, `aws`, `$app` and so on), as the components need them. */
  isProgram?: boolean;
}

/** Bundles `code` as SST's CLI bundles sst.config.ts, to a file inside its platform, whose packages stay outside. */
export async function bundle(code: string, options: BundleOptions): Promise<string> {
  const { name, banner = "", define = {}, isProgram = false } = options;
  const outfile = join(platform, `check.${name}.mjs`);
  await esbuild.build({
    stdin: { contents: code, resolveDir: root, sourcefile: "check.ts", loader: "ts" },
    banner: { js: `${commonJsNames}\n${banner}` },
    mainFields: ["module", "main"],
    format: "esm",
    platform: "node",
    nodePaths: [join(platform, "node_modules")],
    external: outside,
    plugins: isProgram ? [withGlobals()] : [],
    inject: isProgram ? [join(platform, "src/shim/run.js")] : [],
    define,
    outfile,
    bundle: true,
    logLevel: "error",
  });
  return outfile;
}

const outside = [
  "@pulumi/*",
  "@pulumiverse/*",
  "@sst-provider/*",
  "@aws-sdk/*",
  "archiver",
  "esbuild",
  "glob",
  "undici",
  "vite",
];

/** For CommonJS code inside an ES module. */
const commonJsNames = `
import { createRequire as checkRequire } from "node:module";
import { fileURLToPath as checkPath } from "node:url";
const require = checkRequire(import.meta.url);
const __filename = checkPath(import.meta.url);
const __dirname = checkPath(new URL(".", import.meta.url));`;

const lockSchema = z.array(z.object({ alias: z.string(), package: z.string() }));

/** Every file of ours sees the providers and SST's components as globals. */
function withGlobals() {
  const lock = readFileSync(join(unpacked, "provider-lock.json"), "utf8");
  const imports = [
    ...lockSchema
      .parse(JSON.parse(lock))
      .map((provider) => `import * as ${provider.alias} from "${provider.package}";`),
    `import * as sst from ${JSON.stringify(join(platform, "src/components"))};`,
  ].join("\n");
  return {
    name: "globals",
    setup(build: {
      onLoad(filter: object, load: (file: { path: string }) => object | undefined): void;
    }): void {
      build.onLoad({ filter: /\.[jt]sx?$/ }, ({ path }) => {
        if (path.startsWith(unpacked)) return undefined;
        return { contents: `${imports}\n${readFileSync(path, "utf8")}`, loader: "default" };
      });
    },
  };
}
