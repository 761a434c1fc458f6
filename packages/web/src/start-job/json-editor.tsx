import {
  type ErrorSchema,
  type RJSFSchema,
  type RJSFValidationError,
  toErrorList,
} from "@rjsf/utils";
import { type RefObject, useImperativeHandle, useState } from "react";

import { Field } from "../ui/field.tsx";
import { Textarea } from "../ui/input.tsx";
import { formValidator } from "./form-validator.ts";
import type { SchemaFormHandle } from "./schema-form.tsx";

/** JSON as text; what is wrong with it is said below, and nothing is sent until it is right. */
export function JsonEditor({
  ref,
  schema,
  value,
  serverErrors,
  onChange,
}: {
  ref: RefObject<SchemaFormHandle | null>;
  schema: RJSFSchema;
  value: unknown;
  serverErrors: ErrorSchema;
  onChange: (value: unknown) => void;
}) {
  const [text, setText] = useState(() => JSON.stringify(value, undefined, 2));
  const [found, setFound] = useState<string>();

  useImperativeHandle(ref, () => ({
    validateForm: () => {
      const wrong = problemIn(text, schema);
      setFound(wrong);
      return wrong === undefined;
    },
  }));

  const error = found ?? sentenceOf(toErrorList(serverErrors));
  return (
    <Field label="Input as JSON" error={error}>
      {(ids) => (
        <Textarea
          {...ids}
          rows={Math.min(24, Math.max(8, text.split("\n").length + 1))}
          spellCheck={false}
          className="font-mono text-code!"
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            setFound(undefined);
            const parsed = parse(target.value);
            if ("value" in parsed) onChange(parsed.value);
          }}
          onBlur={() => setFound(problemIn(text, schema))}
        />
      )}
    </Field>
  );
}

function parse(text: string): { value: unknown } | { error: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function problemIn(text: string, schema: RJSFSchema): string | undefined {
  const parsed = parse(text);
  if ("error" in parsed) return `This is not JSON: ${parsed.error}`;
  const { errors } = formValidator.validateFormData(parsed.value, schema);
  return sentenceOf(errors);
}

function sentenceOf(errors: readonly RJSFValidationError[]): string | undefined {
  if (errors.length === 0) return undefined;
  const parts = errors.map(({ property = "", message = "" }) => {
    const name = property.replace(/^\./, "");
    return `${name === "" ? "The input" : name}: ${message}`;
  });
  return parts.join(" · ");
}
