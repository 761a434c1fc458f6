import { type Schema, Validator } from "@cfworker/json-schema";
import {
  type ErrorSchema,
  ErrorSchemaBuilder,
  type RJSFSchema,
  type RJSFValidationError,
  type ValidatorType,
} from "@rjsf/utils";

import { pathOfPointer } from "./json-pointer.ts";
import { schemaErrors } from "./schema-errors.ts";

/** RJSF's validation by an interpreter: the usual one compiles with `new Function`, which the page's policy forbids. */
export const formValidator: ValidatorType = {
  validateFormData(formData, schema) {
    const problems = schemaErrors(run(schema, formData).errors);
    const builder = new ErrorSchemaBuilder();
    for (const { pointer, message } of problems) builder.addErrors(message, pathOfPointer(pointer));
    const errorSchema: ErrorSchema = builder.ErrorSchema;
    return { errors: problems.map(asRjsfError), errorSchema };
  },
  isValid: (schema, formData, rootSchema) =>
    run(withDefinitions(schema, rootSchema), formData).valid,
  // Any shape will do, says RJSF's type, which never reads it.
  rawValidation: (schema, formData) => ({ errors: run(schema, formData).errors as never }),
};

function run(schema: RJSFSchema, value: unknown) {
  // Two libraries' types for one thing: JSON Schema.
  return new Validator(schema as Schema, "2020-12", false).validate(asJson(value));
}

/** The value as it will be sent: a form holds `undefined` for what was emptied, JSON has no such thing. */
const asJson = (value: unknown): unknown =>
  value === undefined ? null : JSON.parse(JSON.stringify(value));

/** A part of a schema points to the definitions of the whole. */
function withDefinitions(schema: RJSFSchema, { $defs, definitions }: RJSFSchema): RJSFSchema {
  return { ...($defs && { $defs }), ...(definitions && { definitions }), ...schema };
}

const asRjsfError = ({
  pointer,
  message,
}: {
  pointer: string;
  message: string;
}): RJSFValidationError => ({
  message,
  property: pathOfPointer(pointer).join("."),
  stack: message,
});
