import { expect, test } from "vitest";
import { z } from "zod";

import { parseInput } from "./parse-input.ts";

const schema = z.object({
  name: z.string(),
  note: z.string().optional(),
  count: z.number().default(1),
  inner: z.object({ tags: z.array(z.string()).optional() }).optional(),
});

test("a member that is null is taken for absent, at any depth", () => {
  const input = { name: "a", note: null, count: null, inner: { tags: null } };
  expect(parseInput(schema, input)).toEqual({ name: "a", count: 1, inner: {} });
});

test.each<[string, unknown, RegExp]>([
  ["a required member that is null", { name: null }, /^name: .*undefined/],
  ["null in a list", { name: "a", inner: { tags: [null] } }, /^inner\.tags\.0: .*null/],
  ["null itself", null, /^The request: .*null/],
])("%s is refused", (_what, input, message) => {
  expect(() => parseInput(schema, input)).toThrow(message);
});

test("input that is nested very deeply is refused, not fatal", () => {
  const depth = 100_000;
  const note: unknown = JSON.parse("[".repeat(depth) + "]".repeat(depth));
  expect(() => parseInput(schema, { name: "a", note })).toThrow(/^note: /);
});
