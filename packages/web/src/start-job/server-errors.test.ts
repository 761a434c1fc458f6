import { expect, test } from "vitest";

import { pathOfPointer } from "./json-pointer.ts";
import { serverErrors } from "./server-errors.ts";

test("errors of the input go to the generated form, the others to the fields around it", () => {
  const { input, fields } = serverErrors([
    { pointer: "/input/args/2", message: "too long" },
    { pointer: "/input", message: "needs a source" },
    { pointer: "/size/memory", message: "not offered" },
  ]);
  expect(input).toEqual({ args: { 2: { __errors: ["too long"] } }, __errors: ["needs a source"] });
  expect([...fields]).toEqual([["/size/memory", "not offered"]]);
});

test("a pointer is read by its rules", () => {
  expect(pathOfPointer("")).toEqual([]);
  expect(pathOfPointer("/a~1b/~0c/0/01")).toEqual(["a/b", "~c", 0, "01"]);
});
