import { invalidParameter } from "./invalid-parameter.ts";

/** The look-up that a marker is good for. */
export type PageKind = "state" | "history" | "executions";

/** A page's `Marker`: where the next one begins. The same marker gives the same page again. */
export function pageMarker(kind: PageKind, position: number): string {
  return Buffer.from(`${kind}:${position}`).toString("base64url");
}

/** Throws AwsError for what no page of the same kind gave. */
export function readMarker(kind: PageKind, marker: string): number {
  const [, digits] = Buffer.from(marker, "base64url").toString().split(":");
  const position = Number(digits);
  if (Number.isSafeInteger(position) && position > 0 && pageMarker(kind, position) === marker) {
    return position;
  }
  throw invalidParameter("Invalid marker.");
}
