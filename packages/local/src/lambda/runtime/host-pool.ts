import { availableParallelism } from "node:os";

import { Fifo } from "../fifo.ts";
import type { Host, HostListener } from "./host.ts";
import type { InvocationError, Job } from "./invocation.ts";

const poolSettings = {
  /** Processes of one version of a function. */
  most: 64,
  /** That many idle ones stay. */
  keptIdle: 2,
  idleMs: 60_000,
  /** One that runs a single invocation waits for the disk or the server while another works. */
  perCore: 2,
  /** Up to those, another process is started for whoever waits for so long: to start one takes longer than to serve. */
  shortWaitMs: 50,
  /**
   * Beyond those, another process helps only when the others wait for something: when for so long none of them
   * came free, or one runs for so long while the head of the queue waits for so long.
   */
  stallMs: 200,
  patienceMs: 2_000,
  /** A server that works for more of the time than this holds the others up itself. */
  busyShare: 0.8,
};

/** Asked once: the system reads files to tell. */
const cores = Math.max(2, availableParallelism());

/** The processes of one version of a function, and the jobs that wait for one. */
export class HostPool implements HostListener {
  readonly #start: (listener: HostListener) => Host;
  readonly #hosts = new Set<Host>();
  readonly #starting = new Set<Host>();
  /** Those that take jobs; the one used last stands last. */
  readonly #ready = new Set<Host>();
  /** Those of them that do nothing, and when that ends them. */
  readonly #idle = new Map<Host, NodeJS.Timeout>();
  readonly #queue = new Fifo<{ job: Job; since: number }>();
  #growth: NodeJS.Timeout | undefined;
  #freedAt = 0;
  #loopAtFree = performance.eventLoopUtilization();
  #isOpen = true;
  #keptIdle = poolSettings.keptIdle;

  constructor(start: (listener: HostListener) => Host) {
    this.#start = start;
  }

  add(job: Job): void {
    this.#queue.add({ job, since: performance.now() });
    this.#serve();
  }

  /** Starts a process before anyone needs it. */
  warm(): void {
    if (this.#hosts.size === 0) this.#grow();
  }

  free(host: Host): void {
    if (!this.#isOpen) return;
    this.#starting.delete(host);
    this.#freedAt = performance.now();
    this.#loopAtFree = performance.eventLoopUtilization();
    this.#ready.delete(host);
    this.#ready.add(host);
    this.#serve();
    if (host.running === 0 && this.#ready.has(host)) this.#rest(host);
  }

  gone(host: Host, startError?: InvocationError): void {
    const isAwaited = this.#starting.has(host);
    this.#forget(host);
    if (!this.#isOpen) return;
    if (startError !== undefined && isAwaited) this.#fail(startError, host.logTail);
    this.#serve();
  }

  /** Ends a process that runs nothing. */
  discard(host: Host): void {
    this.#forget(host);
    host.kill();
  }

  /** From now on, no process is kept for what may come. Returns the jobs that wait, and forgets them. */
  retire(): Job[] {
    this.#keptIdle = 0;
    for (const host of [...this.#idle.keys(), ...this.#starting]) this.discard(host);
    return this.release(() => true);
  }

  /** Returns the waiting jobs of that kind, and forgets them. */
  release(isOfKind: (job: Job) => boolean): Job[] {
    return this.#queue.remove(({ job }) => isOfKind(job)).map(({ job }) => job);
  }

  kill(requestId: string): void {
    for (const host of this.#hosts) if (host.isRunning(requestId)) host.kill();
  }

  close(): void {
    this.#isOpen = false;
    this.#queue.remove(() => true);
    clearTimeout(this.#growth);
    for (const timeout of this.#idle.values()) clearTimeout(timeout);
    for (const host of this.#hosts) host.close();
    this.#hosts.clear();
  }

  #serve(): void {
    let host = this.#roomiest();
    while (host !== undefined && this.#queue.size > 0) {
      const next = this.#queue.take();
      const request = next?.job.begin(host.code?.id);
      if (next === undefined || request === undefined) continue;
      this.#wake(host);
      host.run(next.job, request);
      host = this.#roomiest();
    }
    if (this.#queue.size > 0) this.#consider();
  }

  /** Whether to start another process for the head of the queue. */
  #consider(): void {
    if (this.#hosts.size > 0 && this.#growth !== undefined) return;
    const isRoom = this.#hosts.size < poolSettings.most && this.#starting.size < cores;
    let coming = 0;
    for (const { capacity } of this.#starting) coming += capacity;
    if (!isRoom || coming >= this.#queue.size) return;
    const inMs = this.#growthDueInMs();
    if (inMs <= 0) {
      this.#grow();
      return this.#consider();
    }
    this.#growth ??= setTimeout(() => {
      this.#growth = undefined;
      this.#serve();
    }, inMs);
  }

  #growthDueInMs(): number {
    const [host] = this.#hosts;
    if (host === undefined) return 0;
    const since = this.#queue.first?.since ?? 0;
    const { perCore, shortWaitMs, stallMs, patienceMs, busyShare } = poolSettings;
    const useful = host.capacity === 1 ? cores * perCore : cores;
    if (this.#hosts.size < useful) return since + shortWaitMs - performance.now();
    const stalledAt = Math.max(since, this.#freedAt) + stallMs;
    const isOneHeld = [...this.#hosts].some((one) => one.runningMs() > patienceMs);
    const dueAt = isOneHeld ? Math.min(stalledAt, since + patienceMs) : stalledAt;
    const inMs = dueAt - performance.now();
    const { utilization } = performance.eventLoopUtilization(this.#loopAtFree);
    return inMs <= 0 && utilization > busyShare ? stallMs : inMs;
  }

  #grow(): void {
    const host = this.#start(this);
    this.#hosts.add(host);
    this.#starting.add(host);
  }

  #rest(host: Host): void {
    const timeout = setTimeout(() => {
      if (this.#idle.size <= this.#keptIdle) return this.#rest(host);
      this.discard(host);
    }, poolSettings.idleMs);
    clearTimeout(this.#idle.get(host));
    this.#idle.set(host, timeout.unref());
  }

  #forget(host: Host): void {
    this.#hosts.delete(host);
    this.#starting.delete(host);
    this.#ready.delete(host);
    this.#wake(host);
  }

  #wake(host: Host): void {
    clearTimeout(this.#idle.get(host));
    this.#idle.delete(host);
  }

  /** With the fewest invocations, and of those the one used last, so that the others may end. */
  #roomiest(): Host | undefined {
    let roomiest: Host | undefined;
    for (const host of this.#ready) {
      if (host.hasRoom && host.running <= (roomiest?.running ?? Infinity)) roomiest = host;
    }
    return roomiest;
  }

  /** The function cannot be loaded: the job that would have had the process hears it. */
  #fail(error: InvocationError, logTail: string): void {
    while (this.#queue.size > 0) {
      const next = this.#queue.take();
      if (next?.job.begin(undefined) === undefined) continue;
      return next.job.end({ isOk: false, error, logTail });
    }
  }
}
