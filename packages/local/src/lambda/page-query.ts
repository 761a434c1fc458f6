import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import { parseInput } from "../parse-input.ts";
import { readMarker, type PageKind } from "./page-marker.ts";

const members = z.object({ MaxItems: z.coerce.number().int().min(0).max(1_000) });
const defaultItems = 100;

export interface PageQuery {
  limit: number;
  /** The position that the marker names; empty without one. */
  marker: number[];
}

/** The members that the paged look-ups share. Throws AwsError. */
export function pageQuery(kind: PageKind, query: URLSearchParams): PageQuery {
  const given = { MaxItems: query.get("MaxItems") ?? 0 };
  const { MaxItems } = parseInput(members, given, "ValidationException");
  const marker = query.get("Marker") ?? "";
  return {
    limit: MaxItems === 0 ? defaultItems : MaxItems,
    marker: marker === "" ? [] : readMarker(kind, marker),
  };
}

/** A boolean of a look-up; undefined when it is absent. Throws AwsError for what is none. */
export function queryFlag(query: URLSearchParams, name: string): boolean | undefined {
  const text = query.get(name) ?? "";
  if (text === "") return undefined;
  if (text === "true" || text === "false") return text === "true";
  throw new AwsError("ValidationException", `${name}: must be true or false`);
}
