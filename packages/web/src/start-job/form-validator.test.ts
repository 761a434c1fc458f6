import type { RJSFSchema } from "@rjsf/utils";
import { expect, test } from "vitest";

import { formValidator } from "./form-validator.ts";

const schema: RJSFSchema = {
  type: "object",
  properties: {
    message: { type: "string", minLength: 1 },
    target: { $ref: "#/$defs/target" },
  },
  required: ["message"],
  $defs: { target: { type: "object", properties: { key: { type: "string" } }, required: ["key"] } },
};

test("an emptied field is a missing one, not a crash", () => {
  const { errorSchema } = formValidator.validateFormData({ message: undefined }, schema);
  expect(errorSchema).toEqual({ message: { __errors: ["Fill this in."] } });
});

test("errors stand at their field, however deep", () => {
  const { errorSchema } = formValidator.validateFormData({ message: "hi", target: {} }, schema);
  expect(errorSchema).toEqual({ target: { key: { __errors: ["Fill this in."] } } });
});

test("a part of a schema is judged with the definitions of the whole", () => {
  const part: RJSFSchema = { $ref: "#/$defs/target" };
  expect(formValidator.isValid(part, { key: "k" }, schema)).toBe(true);
  expect(formValidator.isValid(part, {}, schema)).toBe(false);
  expect(formValidator.isValid(part, undefined, schema)).toBe(false);
});
