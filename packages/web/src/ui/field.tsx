import { type ReactNode, useId } from "react";

export interface FieldIds {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
}

/** Label, control, one line of help and the error, tied together for screen readers. */
export function Field({
  label,
  isOptional = false,
  help,
  error,
  children,
}: {
  label: string;
  isOptional?: boolean;
  help?: ReactNode;
  error?: string | undefined;
  children: (ids: FieldIds) => ReactNode;
}) {
  const id = useId();
  const helpId = `${id}-help`;
  const hasNote = error !== undefined || help !== undefined;
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
        {isOptional && <span className="font-normal text-dim"> optional</span>}
      </label>
      {children({
        id,
        ...(hasNote && { "aria-describedby": helpId }),
        ...(error !== undefined && { "aria-invalid": true }),
      })}
      {hasNote && (
        <p id={helpId} className={`text-meta ${error === undefined ? "text-dim" : "text-danger"}`}>
          {error ?? help}
        </p>
      )}
    </div>
  );
}
