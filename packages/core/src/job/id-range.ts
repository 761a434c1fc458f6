import { jobIdPattern } from "../id.ts";
import type { JobFilter } from "./job-store.ts";

/** Ids from `from` (inclusive) to `before` (exclusive), in the order of their characters. */
export interface IdRange {
  from: string;
  before: string;
}

/** Crockford's base32 in lower case, as TypeIDs have it. */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const prefix = "job_";
/** The first ten characters of an id are the 48 bits of its time. */
const timeCharacters = 10;
/** Sorts after every character of an id. */
const afterAll = "~";
const idPrefixPattern = /^job_([0-7][0-9a-hjkmnp-tv-z]{0,25})?$/;

/** The ids that a filter allows. An id tells when its job was made, so a time is a range of ids. */
export function idRange(filter: Pick<JobFilter, "createdAfter" | "createdBefore" | "q">): IdRange {
  const range = { from: prefix, before: prefix + afterAll };
  if (filter.createdAfter !== undefined) {
    range.from = firstIdAt(Date.parse(filter.createdAfter));
  }
  if (filter.createdBefore !== undefined) {
    range.before = firstIdAt(Date.parse(filter.createdBefore));
  }
  if (filter.q === undefined || !isIdPrefix(filter.q)) return range;
  return {
    from: filter.q > range.from ? filter.q : range.from,
    before: filter.q + afterAll < range.before ? filter.q + afterAll : range.before,
  };
}

/** True: `q` is to be read as the start of an id, not of a name. */
export const isIdPrefix = (q: string): boolean => idPrefixPattern.test(q);

export const isJobId = (q: string): boolean => jobIdPattern.test(q);

/** Sorts before every id that was made at `ms` (Unix time) or later, and after all others. */
export function firstIdAt(ms: number): string {
  let rest = Math.max(0, ms);
  let characters = "";
  while (characters.length < timeCharacters) {
    characters = alphabet.charAt(rest % 32) + characters;
    rest = Math.floor(rest / 32);
  }
  return prefix + characters;
}

/** The time (Unix, ms) of an id, or the one up to which a bound of an `IdRange` reaches. */
export function timeOfId(id: string): number {
  const given = id.slice(prefix.length, prefix.length + timeCharacters);
  const characters = given.endsWith(afterAll)
    ? given.slice(0, -afterAll.length).padEnd(timeCharacters, "z")
    : given.padEnd(timeCharacters, "0");
  let ms = 0;
  for (const character of characters) ms = ms * 32 + alphabet.indexOf(character);
  return ms;
}
