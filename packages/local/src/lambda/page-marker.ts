import { invalidParameter } from "./invalid-parameter.ts";

/** The look-up that a marker is good for. */
export type PageKind = "state" | "history" | "executions";

/** Of how many numbers a position consists. */
const parts: Record<PageKind, number> = { state: 1, history: 1, executions: 2 };

/** A page's `Marker`: where the next one begins. The same marker gives the same page again. */
export function pageMarker(kind: PageKind, ...position: number[]): string {
  return Buffer.from([kind, ...position].join(":")).toString("base64url");
}

/** Throws AwsError for what no page of the same kind gave. */
export function readMarker(kind: PageKind, marker: string): number[] {
  const [, ...digits] = Buffer.from(marker, "base64url").toString().split(":");
  const position = digits.map(Number);
  const isPosition =
    position.length === parts[kind] &&
    position.every((part) => Number.isSafeInteger(part) && part >= 0);
  if (isPosition && pageMarker(kind, ...position) === marker) return position;
  throw invalidParameter("Invalid marker.");
}
