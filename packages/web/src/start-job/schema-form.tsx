import Form from "@rjsf/core/lib/components/Form.js";
import type { ErrorSchema, RJSFSchema, TemplatesType, UiSchema } from "@rjsf/utils";
import { type RefObject, useMemo } from "react";

import { formValidator } from "./form-validator.ts";
import { ArrayItemTemplate, ArrayTemplate } from "./form/array-template.tsx";
import { FieldTemplate } from "./form/field-template.tsx";
import { InputTemplate } from "./form/input-template.tsx";
import { MultiSchemaTemplate } from "./form/multi-schema-template.tsx";
import { ObjectTemplate } from "./form/object-template.tsx";
import { CheckboxWidget, SelectWidget, TextareaWidget } from "./form/widgets.tsx";

const templates: Partial<TemplatesType> = {
  FieldTemplate,
  ObjectFieldTemplate: ObjectTemplate,
  ArrayFieldTemplate: ArrayTemplate,
  ArrayFieldItemTemplate: ArrayItemTemplate,
  MultiSchemaFieldTemplate: MultiSchemaTemplate,
  BaseInputTemplate: InputTemplate,
};

const widgets = { CheckboxWidget, SelectWidget, TextareaWidget };

export interface SchemaFormHandle {
  /** Shows what is wrong at the fields; true when nothing is. */
  validateForm: () => boolean;
}

/** The form of a job type's input, made from its JSON Schema. */
export function SchemaForm({
  ref,
  schema,
  value,
  onChange,
  errors,
}: {
  ref: RefObject<SchemaFormHandle | null>;
  schema: RJSFSchema;
  value: unknown;
  onChange: (value: unknown) => void;
  errors: ErrorSchema;
}) {
  const uiSchema = useMemo(() => uiSchemaOf(schema), [schema]);
  return (
    <Form
      ref={(form) => {
        ref.current = form;
      }}
      tagName="div"
      className="grid gap-5"
      schema={schema}
      uiSchema={uiSchema}
      formData={value}
      validator={formValidator}
      templates={templates}
      widgets={widgets}
      extraErrors={errors}
      showErrorList={false}
      noHtml5Validate
      // They stand at their fields; without this they are also printed to the console.
      onError={() => undefined}
      onChange={(event) => onChange(event.formData)}
      experimental_defaultFormStateBehavior={{ emptyObjectFields: "skipEmptyDefaults" }}
    />
  );
}

/** Long texts get room to be read. */
function uiSchemaOf(schema: RJSFSchema): UiSchema {
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    typeof field === "object" && field.type === "string" && (field.maxLength ?? 0) > 4096
      ? [[name, { "ui:widget": "textarea", "ui:options": { rows: 3 } }] as const]
      : [],
  );
  return { ...Object.fromEntries(fields), "ui:submitButtonOptions": { norender: true } };
}
