import { schemaFields } from "./schema-field.ts";

/** A schema for people: what each field is called, takes and means. */
export function SchemaFields({ schema }: { schema: Record<string, unknown> }) {
  const fields = schemaFields(schema);
  if (fields.length === 0) {
    const { description } = schema;
    return (
      <p className="text-soft">{typeof description === "string" ? description : "Anything."}</p>
    );
  }
  return (
    <div className="relative overflow-x-auto" role="region" aria-label="Fields" tabIndex={0}>
      <table className="w-full min-w-[520px] text-left">
        <thead>
          <tr className="text-meta text-dim">
            <th scope="col" className="py-1 pr-4 font-medium">
              Field
            </th>
            <th scope="col" className="py-1 pr-4 font-medium">
              Type
            </th>
            <th scope="col" className="py-1 font-medium">
              Meaning
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ name, type, isRequired, note }) => (
            <tr key={name} className="border-t border-line align-top">
              <td className="py-1.5 pr-4 font-mono text-code whitespace-nowrap">
                {name}
                {!isRequired && <span className="font-sans text-meta text-dim"> optional</span>}
              </td>
              <td className="py-1.5 pr-4 font-mono text-code text-soft">{type}</td>
              <td className="py-1.5 text-soft">{note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
