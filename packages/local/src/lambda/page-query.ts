import { z } from "zod";

import { parseInput } from "../parse-input.ts";
import { readMarker } from "./page-marker.ts";

const maxItems = z.coerce.number().int().min(0).max(1_000);
const defaultItems = 100;

export interface PageQuery {
  limit: number;
  marker: number | undefined;
}

/** The members that the paged look-ups share. Throws AwsError. */
export function pageQuery(query: URLSearchParams): PageQuery {
  const parsed = parseInput(maxItems, query.get("MaxItems") ?? 0, "ValidationException");
  const marker = query.get("Marker") ?? "";
  return {
    limit: parsed === 0 ? defaultItems : parsed,
    marker: marker === "" ? undefined : readMarker(marker),
  };
}
