import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { rolldown } from "rolldown";

/**
 * `build.ts <folder>`: the worker and every job type as plain JavaScript, without a package beside it. A job type's code,
 * the Lambda client and the ways to credentials are files of their own, which are read when a job needs them.
 */
async function build(folder: string): Promise<void> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL("src/main.ts", import.meta.url)),
    platform: "node",
    resolve: { mainFields: ["module", "main"] },
    // They are for the type checker, and the image's build has not got the root's.
    tsconfig: false,
  });
  await bundle.write({
    dir: resolve(folder),
    // An ES module that imports `node:http` makes node load its whole fetch, a fifth of a start.
    format: "cjs",
    dynamicImportInCjs: false,
    // Not minified, so that a job's stack trace can be read. With a compile cache it starts as fast.
    minify: false,
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name]-[hash].cjs",
  });
  await bundle.close();
}

const [, , folder] = process.argv;
if (folder === undefined) throw new Error("Say where to build: node build.ts <folder>.");
await build(folder);
