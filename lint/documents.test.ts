import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** `packages/x/src/y.ts`, `core/src/y.ts`, `infra/z.ts`, `docs/a.md` in running text, between backticks or in a link. */
const pathPattern =
  /[`(]((?:(?:packages|core|api|durable|jobs|worker|web|local)\/[\w./*-]+|(?:infra|docs|dev|lint|e2e|bench)\/[\w./-]+)\.(?:ts|tsx|md|png))[`)]/g;

const documents = globSync(["*.md", "docs/**/*.md"], { cwd: root });

test.each(documents)("%s names only files that are there", (document) => {
  const text = readFileSync(join(root, document), "utf8");
  const missing = [...text.matchAll(pathPattern)]
    .map(([, path = ""]) => path)
    .filter((path) => !path.includes("*"))
    .filter((path) => !existsSync(join(root, path)) && !existsSync(join(root, "packages", path)));
  expect(missing).toEqual([]);
});
