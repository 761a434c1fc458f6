import { describe, expect, test } from "vitest";
import { z } from "zod";

import { inputsOf, ofType, readGraph, stages } from "./graph.ts";

describe.each(stages)("the graph of %s", (stage) => {
  const graph = readGraph(stage);

  test("has no value that was turned to text before it was known", () => {
    expect(JSON.stringify(graph.resources)).not.toContain("Calling [toString]");
  });

  test("keeps names within AWS's limits", () => {
    const mostCharacters = { "lambda.Function": 64, "iam.Role": 64, "cloudwatch.EventRule": 64 };
    const named = Object.entries(mostCharacters).flatMap(([type, most]) =>
      ofType(graph, type).map(({ name, inputs }) => ({
        most,
        name: z.string().default(name).parse(inputs["name"]),
      })),
    );
    expect(named.filter(({ name, most }) => name.length > most)).toEqual([]);
  });
});

const graph = readGraph("production");

test("every function has code that bundles and exports its handler, is minified, and has no link of SST's", () => {
  expect(graph.builds).toHaveLength(ofType(graph, "lambda.Function").length);
  expect(
    graph.builds.filter(({ links, properties }) => links.length > 0 || !properties.minify),
  ).toEqual([]);
});

test("production keeps its data when the stack is removed, and is protected from that", () => {
  expect(graph.app).toMatchObject({ protect: true, removal: "retain" });
  expect(ofType(graph, "dynamodb.Table").map(({ retainOnDelete }) => retainOnDelete)).toEqual([
    true,
  ]);
  expect(readGraph("test").app).toMatchObject({ protect: false, removal: "remove" });
  expect(inputsOf(readGraph("test"), "JobsTable")).toMatchObject({
    deletionProtectionEnabled: false,
  });
});

test("a deploy says where everything is", () => {
  const address = z.stringFormat("address", /^https:\/\/[^/]+\/?(production\/)?$/);
  expect(graph.outputs).toEqual({
    dashboard: expect.toSatisfy((url) => address.safeParse(url).success),
    api: expect.stringMatching(/\/production\/$/),
    table: inputsOf(graph, "JobsTable")["name"],
    cluster: inputsOf(graph, "ClusterCluster")["name"],
    runSync: "longhaul-production-run-sync:1",
    runCallback: "longhaul-production-run-callback:1",
    runAwait: "longhaul-production-run-await:1",
    alerts: expect.stringMatching(/^arn:aws:sns:/),
    _protect: true,
  });
});
