import { MemoryJobStore } from "@longhaul/core/job/memory-job-store";

/** Jobs in memory that count how often they were asked what changed, and that can be out of reach. */
export class WatchedJobs extends MemoryJobStore {
  /** Reads of what changed, the first of a feed not among them. */
  polls = 0;
  /** Times that a feed began. */
  starts = 0;
  /** While set, reads fail with it. */
  failure: Error | undefined;
  /** True: reads of a job never answer. */
  isSilent = false;
  /** Happens just before the next read of a history. */
  beforeEvents: (() => Promise<void>) | undefined;

  override async listChanged(cursor?: string): ReturnType<MemoryJobStore["listChanged"]> {
    if (cursor === undefined) this.starts += 1;
    else this.polls += 1;
    this.#assertReachable();
    return super.listChanged(cursor);
  }

  override async list(
    query: Parameters<MemoryJobStore["list"]>[0],
  ): ReturnType<MemoryJobStore["list"]> {
    this.#assertReachable();
    return super.list(query);
  }

  override async get(jobId: string): ReturnType<MemoryJobStore["get"]> {
    if (this.isSilent) return Promise.withResolvers<undefined>().promise;
    this.#assertReachable();
    return super.get(jobId);
  }

  override async listEvents(
    ...asked: Parameters<MemoryJobStore["listEvents"]>
  ): ReturnType<MemoryJobStore["listEvents"]> {
    const happens = this.beforeEvents;
    this.beforeEvents = undefined;
    await happens?.();
    return super.listEvents(...asked);
  }

  #assertReachable(): void {
    if (this.failure !== undefined) throw this.failure;
  }
}
