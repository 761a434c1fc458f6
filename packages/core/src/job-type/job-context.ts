import type { ProgressReport } from "../progress/progress.ts";

/** What the worker gives the code of a job type. */
export interface JobContext {
  readonly jobId: string;
  readonly attempt: number;
  /** Aborts on SIGTERM: save a checkpoint and return or throw soon. Its reason is an Error that says why. */
  readonly signal: AbortSignal;
  /** Says how far the work is. Call it as often as you like: it is written at most once a second, the last value always. */
  readonly progress: (report: ProgressReport) => void;
  /** The checkpoint of an earlier attempt, parsed JSON; undefined in the first. */
  readonly checkpoint: unknown;
  /**
   * Saves the state that the next attempt starts from: JSON of at most 256 KB. Resolves when it is stored, or, within
   * two seconds of the one before, held: it is stored within two seconds, and at the latest when the work ends.
   */
  readonly saveCheckpoint: (state: unknown) => Promise<void>;
  /** One line of the job's log. */
  readonly log: (message: string) => void;
}
