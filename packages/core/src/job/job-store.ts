import type { Attempt } from "../attempt/attempt.ts";
import type { JobEvent } from "../job-event/job-event.ts";
import type { Page } from "../page.ts";
import type { Progress } from "../progress/progress.ts";
import type { JobDetail } from "./job-detail.ts";
import type { Job, JobStatus, Pattern } from "./job.ts";

/** An attempt with what only its supervisor may see. */
export interface AttemptRecord extends Attempt {
  /** Wakes the execution that waits for this attempt. A bearer secret: never shown. */
  callbackId?: string;
}

/** Fields of one attempt's record to set; the others stay as they are. */
export type AttemptPatch = Pick<AttemptRecord, "number"> & Partial<AttemptRecord>;

export interface NewJob {
  job: Job;
  input: unknown;
  event: JobEvent;
  /** The same key twice is the same job. */
  idempotency?: { key: string; fingerprint: string };
}

/** A change of a job: one all-or-nothing write, guarded by `before.version`. */
export interface JobChange {
  before: Job;
  after: Job;
  event?: JobEvent;
  attempt?: AttemptPatch;
  /** With the change to `succeeded` only. */
  result?: { value: unknown };
}

export interface JobFilter {
  /** Any of these. */
  status?: JobStatus[];
  /** Any of these. */
  type?: string[];
  pattern?: Pattern;
  tag?: string;
  /** ISO times, inclusive and exclusive. */
  createdAfter?: string;
  createdBefore?: string;
  /** Start of an id or a name. */
  q?: string;
}

export interface JobQuery extends JobFilter {
  limit: number;
  cursor?: string;
}

/** Every write is conditional; `false` says that somebody else was first and nothing was written. */
export interface JobStore {
  /** `existing`: the job that was made with the same idempotency key, and the fingerprint it was made with. */
  create(newJob: NewJob): Promise<{ existing?: { jobId: string; fingerprint: string } }>;
  get(jobId: string): Promise<Job | undefined>;
  getDetail(jobId: string): Promise<JobDetail | undefined>;
  getInput(jobId: string): Promise<unknown>;
  getResult(jobId: string): Promise<unknown>;
  getAttempt(jobId: string, attempt: number): Promise<AttemptRecord | undefined>;
  save(change: JobChange): Promise<boolean>;
  /**
   * Adds to an attempt's record without touching the job: facts that arrive after its end. The states of a task only
   * grow: a patch with no more of them than there are changes nothing. An attempt that does not exist is not made.
   */
  saveAttempt(jobId: string, patch: AttemptPatch): Promise<void>;
  /** Progress and heartbeat of a running (or cancelling) attempt; version + 1. False: that attempt is not the current one any more. */
  saveProgress(
    jobId: string,
    attempt: number,
    heartbeatAt: string,
    progress?: Progress,
  ): Promise<boolean>;
  /** Newest first. A page may be short, even empty, and still have a cursor. Throws `invalid_cursor`. */
  list(query: JobQuery): Promise<Page<Job>>;
  /**
   * What changed after `cursor`, oldest change first, each job once, as it is now; without a cursor, nothing but a
   * cursor for "now". Reads overlap, so that nothing is missed: a version may come again, and callers drop those that
   * they know. A cursor that is far behind is caught up in several calls. Throws `invalid_cursor`, for one of
   * yesterday too.
   */
  listChanged(cursor?: string): Promise<{ jobs: Job[]; cursor: string }>;
  /** Jobs that the sweep has to look at by `now`, the longest overdue first. */
  listDue(now: string, limit: number): Promise<Job[]>;
  /** Moves the next look of the sweep; does not touch the version. */
  saveDue(jobId: string, dueAt: string): Promise<void>;
  /** History entries with a version above `afterVersion`, oldest first. */
  listEvents(jobId: string, afterVersion: number): Promise<JobEvent[]>;
  getCheckpoint(jobId: string): Promise<unknown>;
  /** False: that attempt is not the current one any more. */
  saveCheckpoint(jobId: string, attempt: number, state: unknown): Promise<boolean>;
  /** Spans of the timeline, as JSON; `complete` ones are kept for good. */
  getTimeline(jobId: string): Promise<StoredTimeline | undefined>;
  /** Throws `job_not_found`. */
  saveTimeline(jobId: string, timeline: StoredTimeline): Promise<void>;
}

export interface StoredTimeline {
  spans: unknown;
  complete: boolean;
  readAt: string;
}
