import { invalidParameter } from "./invalid-parameter.ts";

/** A page's `Marker`: where the next one begins. The same marker gives the same page again. */
export function pageMarker(position: number): string {
  return Buffer.from(String(position)).toString("base64url");
}

export function readMarker(marker: string): number {
  const position = Number(Buffer.from(marker, "base64url").toString());
  if (Number.isSafeInteger(position) && pageMarker(position) === marker) return position;
  throw invalidParameter("Invalid marker.");
}
