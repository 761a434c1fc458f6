import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { root } from "./project.ts";

const linesOf = (file: string): string[] =>
  readFileSync(join(root, "packages/worker", file), "utf8").split("\n");

test("the image makes /tmp a volume, so that its user may write into what Fargate mounts there", () => {
  expect(linesOf("Dockerfile")).toContain('VOLUME ["/tmp"]');
});

test("the image runs as its user node", () => {
  expect(
    linesOf("Dockerfile")
      .filter((line) => line.startsWith("USER "))
      .at(-1),
  ).toBe("USER node");
});

test("the image's ignore file names .sst, or a deploy would add that line to it", () => {
  expect(linesOf("Dockerfile.dockerignore")).toContain(".sst");
});
