import { newJob } from "@longhaul/core/job/new-job";
import { describe, expect, test } from "vitest";

import { ChangeFeed } from "./change-feed.ts";
import type { Subscription } from "./change-listener.ts";
import { WatchedJobs } from "./test/watched-jobs.ts";

const now = new Date("2026-03-01T12:00:00Z");
const request = { type: "echo", pattern: "await" } as const;

async function addJob(jobs: WatchedJobs): Promise<string> {
  const fresh = newJob(request, {}, { createdBy: "test", now });
  await jobs.create(fresh);
  return fresh.job.id;
}

const idsIn = async (subscription: Subscription) =>
  (await subscription.next())?.jobs.map(({ id }) => id);

describe("the change feed", () => {
  const signal = new AbortController().signal;

  test("tells everyone who listens, by one poll", async () => {
    const jobs = new WatchedJobs();
    const feed = new ChangeFeed(jobs, { pollMs: 2 });
    const all = await Promise.all([
      feed.subscribe(signal),
      feed.subscribe(signal),
      feed.subscribe(signal),
    ]);
    const id = await addJob(jobs);
    expect(await Promise.all(all.map(idsIn))).toEqual([[id], [id], [id]]);
    expect(jobs.starts).toBe(1);
    for (const subscription of all) subscription.close();
  });

  test("tells who follows one job of that alone", async () => {
    const jobs = new WatchedJobs();
    const feed = new ChangeFeed(jobs, { pollMs: 2 });
    const everything = await feed.subscribe(signal);
    const mine = await addJob(jobs);
    const one = await feed.subscribe(signal, mine);
    await idsIn(everything);
    const changed = { done: 1, updatedAt: now.toISOString() };
    const before = await jobs.get(mine);
    if (before === undefined) throw new Error("no job");
    await jobs.save({ before, after: { ...before, version: 2, status: "running", attempt: 1 } });
    await addJob(jobs);
    await jobs.saveProgress(mine, 1, now.toISOString(), changed);
    expect(await idsIn(one)).toEqual([mine]);
    one.close();
    everything.close();
  });

  test("misses nothing that changed after it said that it listens", async () => {
    const jobs = new WatchedJobs();
    const feed = new ChangeFeed(jobs, { pollMs: 1 });
    for (let round = 0; round < 10; round += 1) {
      const subscription = await feed.subscribe(signal);
      const id = await addJob(jobs);
      expect(await idsIn(subscription)).toContain(id);
      subscription.close();
    }
  });

  test("tells each version once, though the store tells it again", async () => {
    class Repeating extends WatchedJobs {
      override async listChanged(cursor?: string): ReturnType<WatchedJobs["listChanged"]> {
        const { items } = await this.list({ limit: 100 });
        return { jobs: items, cursor: (await super.listChanged(cursor)).cursor };
      }
    }
    const jobs = new Repeating();
    const feed = new ChangeFeed(jobs, { pollMs: 1 });
    const subscription = await feed.subscribe(signal);
    const [one] = [await addJob(jobs), await idsIn(subscription)];
    const other = await addJob(jobs);
    expect(await idsIn(subscription)).toEqual([other]);
    expect(other).not.toBe(one);
    subscription.close();
  });

  test("gives a slow reader the newest of each job", async () => {
    const jobs = new WatchedJobs();
    const feed = new ChangeFeed(jobs, { pollMs: 1 });
    const subscription = await feed.subscribe(signal);
    const id = await addJob(jobs);
    let before = await jobs.get(id);
    for (let version = 2; version <= 4 && before !== undefined; version += 1) {
      const after = { ...before, version };
      await jobs.save({ before, after });
      before = after;
    }
    const polls = jobs.polls;
    await expect.poll(() => jobs.polls).toBeGreaterThan(polls + 1);
    const changes = await subscription.next();
    expect(changes?.jobs.map(({ version }) => version)).toEqual([4]);
    subscription.close();
  });

  test("bears a failure of the store and goes on where it was", async () => {
    const jobs = new WatchedJobs();
    const feed = new ChangeFeed(jobs, { pollMs: 1 });
    const subscription = await feed.subscribe(signal);
    jobs.failure = new Error("throttled");
    const polls = jobs.polls;
    await expect.poll(() => jobs.polls, { interval: 1 }).toBeGreaterThan(polls);
    const id = await addJob(jobs);
    jobs.failure = undefined;
    expect(await idsIn(subscription)).toEqual([id]);
    subscription.close();
  });

  test("ends its subscriptions when the store stays out of reach, and begins anew for the next", async () => {
    const jobs = new WatchedJobs();
    const feed = new ChangeFeed(jobs, { pollMs: 1 });
    const subscription = await feed.subscribe(signal);
    jobs.failure = new Error("down");
    expect(await subscription.next()).toBeUndefined();
    await expect(feed.subscribe(signal)).rejects.toThrow("down");
    jobs.failure = undefined;
    const next = await feed.subscribe(signal);
    const id = await addJob(jobs);
    expect(await idsIn(next)).toEqual([id]);
    next.close();
  });

  test("ends a subscription with its signal, and answers a wait without news", async () => {
    const jobs = new WatchedJobs();
    const feed = new ChangeFeed(jobs, { pollMs: 1 });
    const gone = new AbortController();
    const subscription = await feed.subscribe(gone.signal);
    expect((await subscription.next(0))?.jobs).toEqual([]);
    const next = subscription.next();
    gone.abort();
    expect(await next).toBeUndefined();
    expect(await (await feed.subscribe(gone.signal)).next()).toBeUndefined();
  });
});
