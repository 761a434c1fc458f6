import * as z from "zod";

import { attemptRecordSchema } from "../attempt/attempt-record.ts";
import { attemptSchema } from "../attempt/attempt.ts";
import { DomainError } from "../error.ts";
import type { JobEvent } from "../job-event/job-event.ts";
import { decodeCursor, encodeCursor } from "../page-cursor.ts";
import type { Page } from "../page.ts";
import type { Progress } from "../progress/progress.ts";
import { dueAt } from "./due-at.ts";
import type { JobDetail } from "./job-detail.ts";
import type {
  AttemptPatch,
  AttemptRecord,
  JobChange,
  JobQuery,
  JobStore,
  NewJob,
  StoredTimeline,
} from "./job-store.ts";
import type { Job } from "./job.ts";
import { boundOf, listCursor } from "./list-cursor.ts";
import { matchesFilter } from "./matches-filter.ts";

const changeCursorSchema = z.strictObject({ change: z.number().int().nonnegative() });

interface StoredJob {
  job: Job;
  input: string;
  result?: string;
  checkpoint?: string;
  timeline?: StoredTimeline;
  attempts: Map<number, AttemptRecord>;
  events: JobEvent[];
  dueAt: string | undefined;
  /** Its place among all changes of all jobs. */
  change: number;
}

/** Jobs in memory, for tests: the same rules as the table's, by the same contract. */
export class MemoryJobStore implements JobStore {
  readonly #jobs = new Map<string, StoredJob>();
  readonly #keys = new Map<string, { jobId: string; fingerprint: string }>();
  #changes = 0;

  async create(newJob: NewJob): ReturnType<JobStore["create"]> {
    const { job, input, event, idempotency } = newJob;
    const existing = idempotency && this.#keys.get(idempotency.key);
    if (existing) return { existing: { ...existing } };
    if (this.#jobs.has(job.id)) throw new Error(`job ${job.id} exists already`);
    if (idempotency) {
      this.#keys.set(idempotency.key, { jobId: job.id, fingerprint: idempotency.fingerprint });
    }
    this.#jobs.set(job.id, {
      job: structuredClone(job),
      input: JSON.stringify(input ?? null),
      attempts: new Map(),
      events: [{ ...event }],
      dueAt: dueAt(job),
      change: this.#nextChange(),
    });
    return {};
  }

  async get(jobId: string): Promise<Job | undefined> {
    return structuredClone(this.#jobs.get(jobId)?.job);
  }

  async getDetail(jobId: string): Promise<JobDetail | undefined> {
    const stored = this.#jobs.get(jobId);
    if (stored === undefined) return undefined;
    const attempts = [...stored.attempts.values()].toSorted((a, b) => a.number - b.number);
    return {
      ...structuredClone(stored.job),
      input: parsed(stored.input),
      ...(stored.result !== undefined && { result: parsed(stored.result) }),
      attempts: attempts.map((attempt) => attemptSchema.parse(attempt)),
    };
  }

  async getInput(jobId: string): Promise<unknown> {
    return parsed(this.#jobs.get(jobId)?.input);
  }

  async getResult(jobId: string): Promise<unknown> {
    return parsed(this.#jobs.get(jobId)?.result);
  }

  async getAttempt(jobId: string, attempt: number): Promise<AttemptRecord | undefined> {
    return structuredClone(this.#jobs.get(jobId)?.attempts.get(attempt));
  }

  async save({ before, after, event, attempt, result }: JobChange): Promise<boolean> {
    const stored = this.#jobs.get(before.id);
    if (stored === undefined || stored.job.version !== before.version) return false;
    stored.job = structuredClone(after);
    stored.dueAt = dueAt(after);
    stored.change = this.#nextChange();
    if (event) stored.events.push({ ...event });
    if (attempt) mergeAttempt(stored, attempt);
    if (result) stored.result = JSON.stringify(result.value ?? null);
    return true;
  }

  async saveAttempt(jobId: string, patch: AttemptPatch): Promise<void> {
    const stored = this.#jobs.get(jobId);
    const record = stored?.attempts.get(patch.number);
    if (stored === undefined || record === undefined) return;
    const growsStates =
      patch.taskStates === undefined || patch.taskStates.length > record.taskStates.length;
    if (growsStates) mergeAttempt(stored, patch);
  }

  async saveProgress(
    jobId: string,
    attempt: number,
    heartbeatAt: string,
    progress?: Progress,
  ): Promise<boolean> {
    const stored = this.#atWork(jobId, attempt);
    if (stored === undefined) return false;
    stored.job = {
      ...stored.job,
      heartbeatAt,
      updatedAt: heartbeatAt,
      version: stored.job.version + 1,
      ...(progress && { progress: { ...progress } }),
    };
    stored.change = this.#nextChange();
    return true;
  }

  async list(query: JobQuery): Promise<Page<Job>> {
    const bound = boundOf(query);
    const found = [...this.#jobs.values()]
      .map(({ job }) => job)
      .filter((job) => matchesFilter(job, query) && (bound === undefined || job.id < bound))
      .toSorted((a, b) => (a.id < b.id ? 1 : -1));
    const items = found.slice(0, query.limit).map((job) => structuredClone(job));
    const last = items.at(-1);
    const isLast = last === undefined || found.length === items.length;
    return isLast ? { items } : { items, cursor: listCursor(query, last.id) };
  }

  async listChanged(cursor?: string): Promise<{ jobs: Job[]; cursor: string }> {
    const next = encodeCursor({ change: this.#changes });
    if (cursor === undefined) return { jobs: [], cursor: next };
    const { change } = decodeCursor(changeCursorSchema, cursor);
    const changed = [...this.#jobs.values()]
      .filter((stored) => stored.change > change)
      .toSorted((a, b) => a.change - b.change);
    return { jobs: changed.map(({ job }) => structuredClone(job)), cursor: next };
  }

  async listDue(now: string, limit: number): Promise<Job[]> {
    return [...this.#jobs.values()]
      .flatMap(({ job, dueAt: due }) =>
        due !== undefined && due <= now ? [{ job: structuredClone(job), due }] : [],
      )
      .toSorted((a, b) => (a.due < b.due ? -1 : 1))
      .slice(0, limit)
      .map(({ job }) => job);
  }

  async saveDue(jobId: string, due: string): Promise<void> {
    const stored = this.#jobs.get(jobId);
    if (stored?.dueAt !== undefined) stored.dueAt = due;
  }

  async listEvents(jobId: string, afterVersion: number): Promise<JobEvent[]> {
    const events = this.#jobs.get(jobId)?.events ?? [];
    return structuredClone(events.filter(({ version }) => version > afterVersion));
  }

  async getCheckpoint(jobId: string): Promise<unknown> {
    return parsed(this.#jobs.get(jobId)?.checkpoint);
  }

  async saveCheckpoint(jobId: string, attempt: number, state: unknown): Promise<boolean> {
    const stored = this.#atWork(jobId, attempt);
    if (stored === undefined) return false;
    stored.checkpoint = JSON.stringify(state ?? null);
    return true;
  }

  async getTimeline(jobId: string): Promise<StoredTimeline | undefined> {
    return structuredClone(this.#jobs.get(jobId)?.timeline);
  }

  async saveTimeline(jobId: string, timeline: StoredTimeline): Promise<void> {
    const stored = this.#jobs.get(jobId);
    if (stored === undefined) throw new DomainError("job_not_found", `There is no job ${jobId}.`);
    if (stored.timeline?.complete !== true) stored.timeline = structuredClone(timeline);
  }

  #nextChange(): number {
    this.#changes += 1;
    return this.#changes;
  }

  #atWork(jobId: string, attempt: number): StoredJob | undefined {
    const stored = this.#jobs.get(jobId);
    const isAtWork =
      stored?.job.attempt === attempt && ["running", "cancelling"].includes(stored.job.status);
    return isAtWork ? stored : undefined;
  }
}

function mergeAttempt(stored: StoredJob, patch: AttemptPatch): void {
  const current = stored.attempts.get(patch.number);
  stored.attempts.set(patch.number, attemptRecordSchema.parse({ ...current, ...patch }));
}

const parsed = (json: string | undefined): unknown =>
  json === undefined ? undefined : JSON.parse(json);
