import { isDeeperThan, jsonDepthLimit } from "./json-depth.ts";

/** The same without the members that are null; elements of lists stay. */
export function withoutNulls(json: unknown): unknown {
  return isDeeperThan(jsonDepthLimit, json) ? json : copy(json);
}

function copy(json: unknown): unknown {
  if (typeof json !== "object" || json === null) return json;
  if (Array.isArray(json)) return json.map(copy);
  const members = Object.entries(json).filter(([, value]) => value !== null);
  return Object.fromEntries(members.map(([name, value]) => [name, copy(value)]));
}
