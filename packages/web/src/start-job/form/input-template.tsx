import { type BaseInputTemplateProps, getInputProps } from "@rjsf/utils";

import { Input } from "../../ui/input.tsx";
import { fieldAria } from "./field-aria.ts";

export function InputTemplate(props: BaseInputTemplateProps) {
  const {
    id,
    value,
    onChange,
    onChangeOverride,
    onBlur,
    onFocus,
    options,
    schema,
    type,
    required,
  } = props;
  const { type: inputType, step, min, max } = getInputProps(schema, type, options);
  // Whole numbers come with the bounds of a safe integer, which tell nobody anything.
  const isBound = (bound: unknown) =>
    typeof bound === "number" && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  return (
    <Input
      id={id}
      name={props.htmlName ?? id}
      type={inputType}
      step={step}
      min={isBound(min) ? min : undefined}
      max={isBound(max) ? max : undefined}
      value={value ?? ""}
      placeholder={props.placeholder}
      readOnly={props.readonly}
      disabled={props.disabled}
      aria-required={required}
      spellCheck={false}
      onChange={
        onChangeOverride ??
        (({ target }) => onChange(target.value === "" ? options.emptyValue : target.value))
      }
      onBlur={({ target }) => onBlur(id, target.value)}
      onFocus={({ target }) => onFocus(id, target.value)}
      {...fieldAria(props)}
    />
  );
}
