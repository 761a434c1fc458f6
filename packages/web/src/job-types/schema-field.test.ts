import { expect, test } from "vitest";

import { schemaFields } from "./schema-field.ts";

test("the fields of a schema as lines, those of inner objects and of lists with their path", () => {
  const fields = schemaFields({
    type: "object",
    required: ["source"],
    properties: {
      source: { type: "string", format: "uri", description: "Where it is." },
      format: { enum: ["csv", "ndjson"], default: "csv" },
      value: { anyOf: [{ type: "number" }, { type: "null" }] },
      columns: {
        type: "array",
        items: { type: "object", required: ["name"], properties: { name: { type: "string" } } },
      },
    },
  });
  expect(fields).toEqual([
    { name: "source", type: "string, uri", isRequired: true, note: "Where it is." },
    { name: "format", type: '"csv" or "ndjson"', isRequired: false, note: 'Default "csv".' },
    { name: "value", type: "number or null", isRequired: false, note: "" },
    { name: "columns", type: "list of object", isRequired: false, note: "" },
    { name: "columns[].name", type: "string", isRequired: true, note: "" },
  ]);
});

test("a schema without fields has no lines", () => {
  expect(schemaFields({})).toEqual([]);
});
