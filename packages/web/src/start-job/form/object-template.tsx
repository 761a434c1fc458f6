import { canExpand, type ObjectFieldTemplateProps } from "@rjsf/utils";
import { Plus } from "lucide-react";

import { Button } from "../../ui/button.tsx";

/** Fields below one another; inside of another object with a title and a line at the side. */
export function ObjectTemplate(props: ObjectFieldTemplateProps) {
  const {
    fieldPathId,
    properties,
    schema,
    uiSchema,
    formData,
    title,
    description,
    onAddProperty,
    required,
  } = props;
  const isRoot = fieldPathId.path.length === 0;
  const isChoiceOnly = (schema.oneOf ?? schema.anyOf) !== undefined && properties.length === 0;
  if (isChoiceOnly) return null;
  const visible = properties.filter(({ hidden }) => !hidden);
  const content = (
    <>
      {visible.map(({ name, content: field }) => (
        <div key={name} className="contents">
          {field}
        </div>
      ))}
      {canExpand(schema, uiSchema, formData) && (
        <Button look="secondary" className="justify-self-start" onClick={onAddProperty}>
          <Plus aria-hidden size={14} />
          Add an entry
        </Button>
      )}
    </>
  );
  if (isRoot || title === undefined) return <div className="grid gap-5">{content}</div>;
  return (
    <fieldset id={fieldPathId.$id} className="grid gap-3 border-l-2 border-line pl-4">
      <legend className="mb-1 font-medium">
        {title}
        {!required && <span className="font-normal text-dim"> optional</span>}
      </legend>
      {description !== undefined && <p className="-mt-2 text-meta text-dim">{description}</p>}
      {content}
    </fieldset>
  );
}
