import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { evaluateVariants } from "./evaluate-variants.ts";
import { graphSchema } from "./graph-schema.ts";
import { root } from "./project.ts";
import { sstTypes } from "./sst-types.ts";

/** `write-sst-types.ts`: writes every sst-env.d.ts as a deploy would, without one. Needs `sst install`. */
const folder = await mkdtemp(join(tmpdir(), "longhaul-types-"));
try {
  await evaluateVariants(["production"], folder);
  const text = await readFile(join(folder, "production.json"), "utf8");
  const { links } = graphSchema.parse(JSON.parse(text));
  for (const [file, types] of sstTypes(links)) await writeFile(join(root, file), types);
} finally {
  await rm(folder, { recursive: true, force: true });
}
