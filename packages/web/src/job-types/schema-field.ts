/** One field of a JSON Schema, as a line of a table. */
export interface SchemaField {
  name: string;
  type: string;
  isRequired: boolean;
  note: string;
}

type Schema = Record<string, unknown>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The fields of an object, those inside of others with their path; empty when the schema is of something else. */
export function schemaFields(schema: Schema, prefix = ""): SchemaField[] {
  const properties = isSchema(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  return Object.entries(properties).flatMap(([name, field]) => {
    if (!isSchema(field)) return [];
    const path = prefix + name;
    const own = {
      name: path,
      type: typeOf(field),
      isRequired: required.includes(name),
      note: noteOf(field),
    };
    const items = isSchema(field["items"]) ? field["items"] : {};
    return [own, ...schemaFields(field, `${path}.`), ...schemaFields(items, `${path}[].`)];
  });
}

function typeOf(schema: Schema): string {
  if (Array.isArray(schema["enum"]))
    return schema["enum"].map((value) => JSON.stringify(value)).join(" or ");
  if (schema["const"] !== undefined) return JSON.stringify(schema["const"]);
  const choices = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(choices)) return choices.filter(isSchema).map(typeOf).join(" or ");
  if (schema["type"] === "array") {
    const items = isSchema(schema["items"]) ? typeOf(schema["items"]) : "anything";
    return `list of ${items}`;
  }
  const type = typeof schema["type"] === "string" ? schema["type"] : "anything";
  return typeof schema["format"] === "string" ? `${type}, ${schema["format"]}` : type;
}

function noteOf(schema: Schema): string {
  const description = typeof schema["description"] === "string" ? schema["description"] : "";
  const preset =
    schema["default"] === undefined ? "" : `Default ${JSON.stringify(schema["default"])}.`;
  return [description, preset].filter((part) => part !== "").join(" ");
}
