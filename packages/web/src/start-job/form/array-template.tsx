import type { ArrayFieldItemTemplateProps, ArrayFieldTemplateProps } from "@rjsf/utils";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";

import { Button } from "../../ui/button.tsx";

export function ArrayTemplate({
  canAdd,
  fieldPathId,
  items,
  onAddClick,
  required,
  schema,
  title,
  rawErrors = [],
}: ArrayFieldTemplateProps) {
  return (
    <fieldset id={fieldPathId.$id} className="grid min-w-0 gap-2">
      <legend className="mb-1.5 font-medium">
        {title}
        {!required && <span className="font-normal text-dim"> optional</span>}
      </legend>
      {items}
      {canAdd && (
        <Button className="justify-self-start" onClick={onAddClick}>
          <Plus aria-hidden size={14} />
          Add
        </Button>
      )}
      {schema.description !== undefined && (
        <p className="text-meta text-dim">{schema.description}</p>
      )}
      {rawErrors.length > 0 && <p className="text-meta text-danger">{rawErrors.join(" ")}</p>}
    </fieldset>
  );
}

export function ArrayItemTemplate({
  children,
  buttonsProps,
  hasToolbar,
  index,
}: ArrayFieldItemTemplateProps) {
  const place = `item ${index + 1}`;
  return (
    <div className="flex min-w-0 items-start gap-1">
      <div className="min-w-0 flex-1">{children}</div>
      {hasToolbar && (
        <div className="flex">
          {buttonsProps.hasMoveUp && (
            <Button
              look="ghost"
              size="icon"
              aria-label={`Move ${place} up`}
              onClick={buttonsProps.onMoveUpItem}
            >
              <ArrowUp aria-hidden size={15} />
            </Button>
          )}
          {buttonsProps.hasMoveDown && (
            <Button
              look="ghost"
              size="icon"
              aria-label={`Move ${place} down`}
              onClick={buttonsProps.onMoveDownItem}
            >
              <ArrowDown aria-hidden size={15} />
            </Button>
          )}
          {buttonsProps.hasRemove && (
            <Button
              look="ghost"
              size="icon"
              aria-label={`Remove ${place}`}
              onClick={buttonsProps.onRemoveItem}
            >
              <X aria-hidden size={15} />
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
