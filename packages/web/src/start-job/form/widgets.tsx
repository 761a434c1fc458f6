import {
  enumOptionSelectedValue,
  enumOptionValueDecoder,
  enumOptionValueEncoder,
  getOptionValueFormat,
  type WidgetProps,
} from "@rjsf/utils";

import { Textarea } from "../../ui/input.tsx";
import { Select } from "../../ui/select.tsx";
import { fieldAria } from "./field-aria.ts";

export function SelectWidget(props: WidgetProps) {
  const { id, value, onChange, options, schema, required, disabled, readonly } = props;
  const { enumOptions = [], emptyValue } = options;
  const format = getOptionValueFormat(options);
  const selected = enumOptionSelectedValue(value, enumOptions, false, format, "");
  const mayBeEmpty = !id.endsWith("_select") && schema.default === undefined;
  return (
    <Select
      id={id}
      name={props.htmlName ?? id}
      value={typeof selected === "string" ? selected : ""}
      disabled={disabled === true || readonly === true}
      aria-required={required}
      onChange={({ target }) =>
        onChange(enumOptionValueDecoder(target.value, enumOptions, format, emptyValue))
      }
      {...fieldAria(props)}
    >
      {mayBeEmpty && <option value="">{required === true ? "Choose …" : "–"}</option>}
      {enumOptions.map((option, index) => (
        <option
          key={String(option.value)}
          value={enumOptionValueEncoder(option.value, index, format)}
        >
          {option.label}
        </option>
      ))}
    </Select>
  );
}

export function CheckboxWidget(props: WidgetProps) {
  const { id, value, onChange, label, disabled, readonly } = props;
  return (
    <label className="flex min-h-6 items-center gap-2 font-medium">
      <input
        type="checkbox"
        id={id}
        name={props.htmlName ?? id}
        checked={value === true}
        disabled={disabled === true || readonly === true}
        className="size-4 accent-accent-solid"
        onChange={({ target }) => onChange(target.checked)}
        {...fieldAria(props)}
      />
      {label}
    </label>
  );
}

export function TextareaWidget(props: WidgetProps) {
  const { id, value, onChange, options, required } = props;
  return (
    <Textarea
      id={id}
      name={props.htmlName ?? id}
      rows={Number(options["rows"] ?? 4)}
      value={value ?? ""}
      aria-required={required}
      onChange={({ target }) => onChange(target.value === "" ? options.emptyValue : target.value)}
      {...fieldAria(props)}
    />
  );
}
