import { HostPool } from "./host-pool.ts";
import type { Host, HostListener } from "./host.ts";
import type { InvocationError, Job } from "./invocation.ts";

export interface CodePoolParts {
  /** Starts a process from the function's file, or from the snapshot with that id. */
  start(listener: HostListener, snapshot: string | undefined): Host;
  /** Whether a process, which has loaded its handler, may run something here. */
  mayRun(host: Host): boolean;
  /** A process could not load its handler. */
  failed(error: InvocationError): void;
}

/** The processes of a function that run the same code. */
export class CodePool {
  /** Undefined: the first process to load the file tells. */
  code: string | undefined;
  /** Ends the watch for changes of the code. */
  unwatch: (() => void) | undefined;
  readonly #hosts: HostPool;
  #isPinned: boolean;

  constructor(parts: CodePoolParts, pinned?: string) {
    this.code = pinned;
    this.#isPinned = pinned !== undefined;
    this.#hosts = new HostPool((listener) => {
      const pool: HostListener = {
        free: (host) => {
          if (parts.mayRun(host)) listener.free(host);
          else this.#hosts.discard(host);
        },
        gone: (host, error) => {
          if (error !== undefined) parts.failed(error);
          listener.gone(host, error);
        },
      };
      return parts.start(pool, this.#isPinned ? this.code : undefined);
    });
    if (this.#isPinned) this.#hosts.retire();
  }

  add(job: Job): void {
    this.#hosts.add(job);
  }

  /** Returns the waiting jobs that began with this code, and forgets them. */
  releaseBegun(): Job[] {
    return this.#hosts.release((job) => job.code !== undefined);
  }

  warm(): void {
    this.#hosts.warm();
  }

  kill(requestId: string): void {
    this.#hosts.kill(requestId);
  }

  /** From now on only for what began with this code, whatever the file is. Returns the jobs that wait. */
  pin(): Job[] {
    this.unwatch?.();
    this.#isPinned = true;
    return this.#hosts.retire();
  }

  close(): void {
    this.unwatch?.();
    this.#hosts.close();
  }
}
