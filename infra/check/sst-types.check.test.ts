import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import { expect, test } from "vitest";

import { readGraph } from "./graph.ts";
import { root } from "./project.ts";
import { sstTypes } from "./sst-types.ts";

const run = promisify(execFile);
const files = [...sstTypes(readGraph("production").links)];

test.each(files)(
  "%s is what a deploy would write: else run `npm run sst-types`",
  async (file, text) => {
    expect(await readFile(join(root, file), "utf8")).toBe(text);
  },
);

test.each(files.filter(([file]) => file.startsWith("packages/")))(
  "%s is among what its package type-checks",
  async (file) => {
    const tsc = join(root, "node_modules/.bin/tsc");
    const { stdout } = await run(tsc, ["-p", dirname(file), "--listFilesOnly"], { cwd: root });
    expect(stdout.split("\n")).toContain(join(root, file));
    expect(stdout.split("\n")).toContain(join(root, "sst-env.d.ts"));
  },
);
