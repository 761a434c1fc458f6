import type { ErrorSchema, RJSFSchema } from "@rjsf/utils";
import { Braces, TextCursorInput } from "lucide-react";
import { type RefObject, useState } from "react";

import { Button } from "../ui/button.tsx";
import { JsonEditor } from "./json-editor.tsx";
import { SchemaForm, type SchemaFormHandle } from "./schema-form.tsx";

/** The job type's own input: as a form, or as JSON for those who have it already. */
export function InputEditor({
  form,
  schema,
  value,
  errors,
  onChange,
}: {
  form: RefObject<SchemaFormHandle | null>;
  schema: RJSFSchema;
  value: unknown;
  errors: ErrorSchema;
  onChange: (value: unknown) => void;
}) {
  const [isJson, setJson] = useState(false);
  return (
    <section aria-labelledby="input-heading" className="rounded-card border border-line bg-panel">
      <div className="flex h-11 items-center border-b border-line pr-2 pl-4">
        <h2 id="input-heading" className="text-section font-semibold">
          Input
        </h2>
        <Button look="ghost" className="ml-auto" onClick={() => setJson(!isJson)}>
          {isJson ? <TextCursorInput aria-hidden size={15} /> : <Braces aria-hidden size={15} />}
          {isJson ? "Edit as a form" : "Edit as JSON"}
        </Button>
      </div>
      <div className="p-4">
        {isJson ? (
          <JsonEditor
            ref={form}
            schema={schema}
            value={value}
            serverErrors={errors}
            onChange={onChange}
          />
        ) : (
          <SchemaForm
            ref={form}
            schema={schema}
            value={value}
            errors={errors}
            onChange={onChange}
          />
        )}
      </div>
    </section>
  );
}
