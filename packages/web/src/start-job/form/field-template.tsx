import { ADDITIONAL_PROPERTY_FLAG, type FieldTemplateProps } from "@rjsf/utils";
import { X } from "lucide-react";

import { Button } from "../../ui/button.tsx";
import { Input } from "../../ui/input.tsx";
import { isListItem } from "./field-aria.ts";

/** Label, field, help and error; for an entry of a map also its name, which can be changed. */
export function FieldTemplate(props: FieldTemplateProps) {
  const {
    id,
    label,
    required,
    displayLabel,
    hidden,
    children,
    rawErrors = [],
    rawDescription,
    schema,
  } = props;
  if (hidden || schema.const !== undefined) return <div hidden>{children}</div>;
  const isCheckbox = schema.type === "boolean";
  const isEntry = ADDITIONAL_PROPERTY_FLAG in schema;
  const isGroup = schema.type === "object" || (schema.type === "array" && !displayLabel);
  const errors = isGroup ? [] : rawErrors;
  const body = (
    <div className="grid min-w-0 content-start gap-1.5">
      {displayLabel && !isCheckbox && !isEntry && !isListItem(id) && (
        <label htmlFor={id} className="font-medium">
          {label}
          {!required && <span className="font-normal text-dim"> optional</span>}
        </label>
      )}
      {children}
      {displayLabel && rawDescription && (
        <p id={`${id}__description`} className="text-meta text-dim">
          {rawDescription}
        </p>
      )}
      {errors.length > 0 && (
        <p id={`${id}__error`} className="text-meta text-danger">
          {errors.join(" ")}
        </p>
      )}
    </div>
  );
  if (!isEntry) return body;
  return (
    <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_32px] items-start gap-2">
      <Input
        key={label}
        id={`${id}-key`}
        aria-label="Name"
        defaultValue={label}
        spellCheck={false}
        className="font-mono"
        onBlur={props.onKeyRenameBlur}
      />
      {body}
      <Button
        look="ghost"
        size="icon"
        aria-label={`Remove ${label}`}
        onClick={props.onRemoveProperty}
      >
        <X aria-hidden size={15} />
      </Button>
    </div>
  );
}
