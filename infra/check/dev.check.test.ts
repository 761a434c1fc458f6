import { describe, expect, test } from "vitest";
import { z } from "zod";

import { inputsOf, ofType, readGraph } from "./graph.ts";

const graph = readGraph("dev");
const functions = ofType(graph, "lambda.Function").map(({ inputs }) => inputs);
const live = functions.filter(
  ({ description }) => String(description).endsWith("live)") || description === "live",
);

describe("sst dev", () => {
  test("deploys the durable functions as they are: what waits in them outlives it", () => {
    const durable = functions.filter(({ durableConfig }) => durableConfig !== undefined);
    expect(durable.map(({ name }) => String(name)).toSorted()).toEqual([
      "longhaul-dev-run-await",
      "longhaul-dev-run-callback",
      "longhaul-dev-run-sync",
    ]);
    for (const settings of durable) {
      expect(settings).toMatchObject({
        runtime: "nodejs24.x",
        architectures: ["arm64"],
        publish: true,
      });
    }
    expect(graph.builds.map(({ handler }) => handler).toSorted()).toEqual(
      ["await", "callback", "sync"].map(
        (pattern) => `packages/durable/src/run-${pattern}.lambda.handler`,
      ),
    );
  });

  test("runs the others here", () => {
    expect(live.map(({ name }) => String(name)).toSorted()).toEqual([
      "longhaul-dev-api",
      "longhaul-dev-sweep",
      "longhaul-dev-task-state",
    ]);
  });

  test("runs the worker here, by a command that ends with the job", () => {
    expect(graph.liveTasks).toEqual([
      expect.objectContaining({ command: "npx node src/main.ts", directory: "packages/worker" }),
    ]);
    const [container] = z
      .array(z.looseObject({ image: z.string() }))
      .parse(JSON.parse(z.string().parse(inputsOf(graph, "WorkerTask")["containerDefinitions"])));
    expect(container).toMatchObject({ image: expect.stringContaining("bridge-task") });
    // The stub writes where it likes.
    expect(container).not.toHaveProperty("readonlyRootFilesystem");
  });

  test("deploys the dashboard and the scripts of /docs behind the one origin", () => {
    expect(ofType(graph, "s3.Bucket")).toHaveLength(ofType(readGraph("test"), "s3.Bucket").length);
    expect(graph.outputs["dashboard"]).toMatch(/\.cloudfront\.net$/);
  });
});
