import { JobFailure } from "../../job-failure.ts";

export interface SketchSizes {
  /** Of the distinct counter. */
  precision: number;
  /** Of the quantile digest. */
  compression: number;
  /** Of the counters of top values. */
  topCapacity: number;
}

/** All columns together have to fit into one checkpoint, so many columns mean smaller sketches. */
const few: SketchSizes = { precision: 12, compression: 200, topCapacity: 64 };
const many: SketchSizes = { precision: 9, compression: 64, topCapacity: 20 };
const mostFew = 32;
export const mostColumns = 128;

/** Throws `too_many_columns`. */
export function sketchSizes(columns: number): SketchSizes {
  if (columns <= mostFew) return few;
  if (columns <= mostColumns) return many;
  throw new JobFailure(
    "too_many_columns",
    `The data have more than ${mostColumns} columns, more than one profile can hold. Split off some columns first, or check the delimiter.`,
    { isRetryable: false },
  );
}
