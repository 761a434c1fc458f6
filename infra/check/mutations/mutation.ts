import type { Variant } from "../graph-schema.ts";

/** A mistake in the program, and the test that has to notice it. */
export interface Mutation {
  /** Of `infra/`, or `sst.config.ts`. */
  file: string;
  /** Text that is there once, */
  from: string;
  /** and what stands in its place. */
  to: string;
  /** Part of the title of a test that fails, or of what the evaluation says. */
  fails: string;
  /** What has to be evaluated; default: production. */
  variant?: Variant;
}
