import { type Schema, Validator } from "@cfworker/json-schema";
import { describe, expect, test } from "vitest";

import { schemaErrors } from "./schema-errors.ts";

const errorsOf = (schema: Schema, value: unknown) =>
  schemaErrors(new Validator(schema, "2020-12", false).validate(value).errors);

const pointers = (schema: Schema, value: unknown) =>
  errorsOf(schema, value).map(({ pointer }) => pointer);

describe("schemaErrors", () => {
  test("a missing field is wrong at the field, not at the object around it", () => {
    const schema: Schema = {
      type: "object",
      properties: { source: { type: "object", required: ["url/path"], properties: {} } },
    };
    expect(errorsOf(schema, { source: {} })).toEqual([
      { pointer: "/source/url~1path", message: "Fill this in." },
    ]);
  });

  test("every wrong field is named once, and nothing for the objects and lists that hold it", () => {
    const schema: Schema = {
      type: "object",
      properties: {
        count: { type: "integer", minimum: 1 },
        names: { type: "array", items: { type: "string", minLength: 2 } },
      },
    };
    expect(pointers(schema, { count: 0, names: ["ok", ""] })).toEqual(["/count", "/names/1"]);
  });

  const source: Schema = {
    oneOf: [
      {
        type: "object",
        properties: { kind: { const: "url" }, url: { type: "string", minLength: 5 } },
        required: ["kind", "url"],
      },
      {
        type: "object",
        properties: {
          kind: { const: "bucket" },
          bucket: { type: "string" },
          key: { type: "string" },
        },
        required: ["kind", "bucket", "key"],
      },
    ],
  };

  test("of a choice only the chosen branch speaks", () => {
    expect(pointers(source, { kind: "url", url: "x" })).toEqual(["/url"]);
    expect(pointers(source, { kind: "bucket" })).toEqual(["/bucket", "/key"]);
  });

  test("a choice inside a list is judged for itself", () => {
    const schema: Schema = { type: "array", items: source };
    expect(
      pointers(schema, [
        { kind: "url", url: "https://a" },
        { kind: "bucket", key: "k" },
      ]),
    ).toEqual(["/1/bucket"]);
  });

  test("what is valid has no errors", () => {
    expect(errorsOf(source, { kind: "url", url: "https://a" })).toEqual([]);
  });
});
