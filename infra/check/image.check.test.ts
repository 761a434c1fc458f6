import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";
import { z } from "zod";

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

test("the image is compiled by the user that runs it, since node keeps a cache for each", () => {
  const lines = linesOf("Dockerfile");
  const user = lines.indexOf("USER node");
  expect(user).toBeGreaterThan(0);
  expect(lines.findIndex((line) => line.endsWith(" --load-all"))).toBeGreaterThan(user);
});

test("the image starts the worker itself, without a shell that would keep SIGTERM", () => {
  expect(linesOf("Dockerfile")).toContain('CMD ["node", "main.cjs"]');
  expect(linesOf("Dockerfile").filter((line) => line.startsWith("ENTRYPOINT"))).toEqual([]);
});

test("the image is of one version of Node, which is that of the checkout", () => {
  const { devDependencies } = z
    .object({ devDependencies: z.object({ node: z.string() }) })
    .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  const images = linesOf("Dockerfile").flatMap(
    (line) => /^FROM .*\b(node:\S+)/.exec(line)?.[1] ?? [],
  );
  expect(new Set(images)).toEqual(new Set([`node:${devDependencies.node}-slim`]));
});

test("the image's ignore file names .sst, or a deploy would add that line to it", () => {
  expect(linesOf("Dockerfile.dockerignore")).toContain(".sst");
});
