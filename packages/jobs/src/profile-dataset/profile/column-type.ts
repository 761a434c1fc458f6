import type { z } from "zod";

import type { definition } from "../definition.ts";
import type { ValueKind } from "./value-kind.ts";

type ColumnType = z.output<typeof definition.result>["columns"][number]["type"];

/** The one type that all values of a column have, or `mixed`. A column without values is of type string. */
export function columnType(kinds: Record<ValueKind, number>): ColumnType {
  const { integer, number, boolean, date, string, padded } = kinds;
  // The city of TRUE in West Virginia does not make its column mixed.
  const texts = string + padded;
  const others = {
    number: integer + number,
    boolean: texts > 0 ? 0 : boolean,
    date,
    string: texts,
  };
  // One leading zero makes codes of a whole column of digits.
  if (padded > 0 && number + boolean + date === 0) return "string";
  const present = Object.values(others).filter((count) => count > 0).length;
  if (present > 1) return "mixed";
  if (others.number > 0) return number > 0 ? "number" : "integer";
  if (others.boolean > 0) return "boolean";
  return date > 0 ? "date" : "string";
}
