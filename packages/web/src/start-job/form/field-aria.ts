import { ADDITIONAL_PROPERTY_FLAG, type WidgetProps } from "@rjsf/utils";

/** Ties a widget to the help and the error that `FieldTemplate` shows, and names it where no label stands beside it. */
export function fieldAria({ id, rawErrors = [], schema, hideLabel, label }: WidgetProps) {
  const hasError = rawErrors.length > 0;
  const notes = [schema.description && `${id}__description`, hasError && `${id}__error`].filter(
    Boolean,
  );
  return {
    ...(notes.length > 0 && { "aria-describedby": notes.join(" ") }),
    ...(hasError && { "aria-invalid": true }),
    // Entries of lists and of maps, and the choice between kinds, have no visible label of their own.
    ...((hideLabel === true || isUnlabelled(id, schema)) && { "aria-label": label }),
  };
}

const isUnlabelled = (id: string, schema: WidgetProps["schema"]) =>
  /__(oneof|anyof)_select$/.test(id) || isListItem(id) || ADDITIONAL_PROPERTY_FLAG in schema;

/** Items of a list stand below the list's own label. */
export const isListItem = (id: string): boolean => /_\d+$/.test(id);
