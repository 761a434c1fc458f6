import { expect, test } from "vitest";
import * as z from "zod";

import { parseInput } from "./parse-input.ts";

const schema = z.strictObject({
  name: z.string(),
  "a/b~c": z.array(z.number()).optional(),
});

const refusal = (value: unknown, at?: string) => {
  try {
    return parseInput(schema, value, at);
  } catch (error) {
    return error;
  }
};

test("what is right is given back parsed", () => {
  const trimmed = z.object({ name: z.string().trim() });
  expect(parseInput(trimmed, { name: " a ", more: 1 })).toEqual({ name: "a" });
});

test("everything that is wrong is named, each by its JSON pointer", () => {
  expect(refusal({ name: 5, "a/b~c": [1, "x"] })).toMatchObject({
    code: "invalid_input",
    message: expect.stringMatching(/^\/name: /),
    problems: [{ pointer: "/name" }, { pointer: "/a~1b~0c/1" }],
  });
});

test("pointers start where the value stands in the whole", () => {
  expect(refusal({}, "/input")).toMatchObject({ problems: [{ pointer: "/input/name" }] });
});

test("a value that is wrong as a whole is told in words", () => {
  expect(refusal("text")).toMatchObject({
    message: expect.stringMatching(/^The body: /),
    problems: [{ pointer: "" }],
  });
});

test("every field that does not exist is pointed to", () => {
  expect(refusal({ name: "a", nmae: "b", "x/y": 1 }, "/input")).toMatchObject({
    message: expect.stringMatching(/^\/input\/nmae: /),
    problems: [{ pointer: "/input/nmae" }, { pointer: "/input/x~1y" }],
  });
});
