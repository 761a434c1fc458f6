import type { MultiSchemaFieldTemplateProps } from "@rjsf/utils";

/** A choice between kinds of input, and the fields of the chosen one. The selector names itself, see `SelectWidget`. */
export function MultiSchemaTemplate({
  selector,
  optionSchemaField,
}: MultiSchemaFieldTemplateProps) {
  return (
    // The chosen kind has its name in the selector already.
    <div className="grid gap-3 [&_legend]:sr-only">
      {selector}
      {optionSchemaField}
    </div>
  );
}
