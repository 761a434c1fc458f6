import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { invocationsIn } from "../test/invocations.ts";
import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";
import { accountOfWrites } from "./account-of-writes.ts";
import { accountOfExecutions, accountOfTasks } from "./account.ts";
import { Caller } from "./caller.ts";
import { checkExecution } from "./check-execution.ts";
import { checkTaskEvents, checkTasks, checkTold } from "./check-tasks.ts";
import { checkHeard, checkWrites } from "./check-writes.ts";
import { Crowd } from "./crowd.ts";
import { effectsIn, taskLinesIn } from "./effects.ts";
import { Killer } from "./killer.ts";
import { MortalServer } from "./mortal-server.ts";
import { printedBy } from "./printed-by.ts";
import { processesWith, withoutFamily } from "./processes.ts";
import { Random } from "./random.ts";
import { readSeeds } from "./read-seeds.ts";
import { newWork, startsTask, type Work } from "./work.ts";
import { optionsOf } from "./workload.ts";
import { Writer } from "./writer.ts";

/** More for a longer run; a seed repeats the work, and who is killed after how many effects. */
const seeds = readSeeds(process.env["SEEDS"] ?? process.env["SEED"] ?? "1");
const kills = Number(process.env["KILLS"] ?? 25);
const executions = Number(process.env["EXECUTIONS"] ?? 14);
const tells = process.env["SEEDS"] !== undefined || process.env["SEED"] !== undefined;

/** So many of either sort are under way before the first kill. */
const ahead = 3;
const ending = { timeout: 60_000, interval: 200 };
/** One that was killed while it heard of an event is told again after a minute or two. */
const hearing = { timeout: 200_000, interval: 100 };

let folder: string;
const undo: (() => unknown)[] = [];
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async ({ task }) => {
  for (const step of undo.splice(0).toReversed()) await step();
  if (task.result?.state === "fail") console.log(`what the failed run left is in ${folder}`);
  else removeFolder(folder);
});

test.each(seeds)(
  "whatever is killed, every execution ends, every step's success is one effect, no task runs twice, what was accepted is there and no process is left (seed %i)",
  async (seed) => {
    const began = Date.now();
    const server = await MortalServer.start(folder, optionsOf(folder));
    undo.push(() => server.end());
    const caller = new Caller(server.client, folder);
    undo.push(() => caller.close());
    const writer = new Writer(server.client, folder);
    undo.push(() => writer.stop());
    await writer.start();
    const random = new Random(seed);
    const work = newWork(executions, random);
    const killer = new Killer(server, folder, random);

    const see = (one: Work) => caller.see(one);
    const crowds = [work.filter(startsTask), work.filter((one) => !startsTask(one))].map(
      (part) => new Crowd(part, ahead, see),
    );
    // They begin as kills go on, so that there is always something to kill.
    const begin = () => crowds.forEach((crowd) => crowd.begin(Math.min(1, killer.count / kills)));
    const isOver = () => crowds.every((crowd) => crowd.isOver);
    begin();
    await Promise.all([
      ...crowds.map(({ over }) => over),
      killer.run(kills, { onKill: begin, isOver }),
    ]);
    expect(killer.count, "all was over before so many were killed").toBeGreaterThanOrEqual(kills);
    await writer.stop();

    const accounts = await accountOfExecutions(server.client);
    // One that has told its execution of its end may still be at it.
    const tasks = await vi.waitFor(async () => {
      const all = await accountOfTasks(server.client);
      if (all.every(({ task }) => task.lastStatus === "STOPPED")) return all;
      throw new Error("there are tasks that do not end");
    }, ending);
    const lines = taskLinesIn(folder);
    const chains = work.filter(({ kind }) => kind === "chain").length;
    expect(accounts).toHaveLength(work.length + chains);
    expect(new Set(accounts.map(({ name }) => name)).size).toBe(accounts.length);
    const effects = effectsIn(folder);
    expect(accounts.flatMap((account) => checkExecution(account, effects))).toEqual([]);
    const printed = (taskArn: string) => printedBy(folder, taskArn);
    expect(checkTasks(tasks, accounts, { lines, printed, hit: killer.hitTasks })).toEqual([]);
    expect(checkTold(accounts, lines)).toEqual([]);
    expect(checkWrites(writer, await accountOfWrites(server.client))).toEqual([]);
    await expect.poll(() => checkTaskEvents(tasks, invocationsIn(folder)), hearing).toEqual([]);
    const heard = () => invocationsIn(folder).map(({ event }) => String(event.detail["id"]));
    await expect.poll(() => checkHeard(writer, heard(), effectsIn(folder)), hearing).toEqual([]);

    const strays = withoutFamily(processesWith(folder), server.pid);
    expect(strays, "processes of servers that are gone").toEqual([]);
    await server.end();
    expect(processesWith(folder), "processes that outlived the last server").toEqual([]);
    if (tells) {
      const seconds = Math.round((Date.now() - began) / 1_000);
      console.log(
        `seed ${seed}: ${killer.count} kills ${JSON.stringify(killer.killed)}, ` +
          `${accounts.length} executions ${JSON.stringify(countBy(work.map(({ kind }) => kind)))}, ` +
          `${tasks.length} tasks, ${effects.length} effects, ${server.starts} starts of the server, ` +
          `accepted ${writer.summary}, ${seconds} s`,
      );
    }
  },
  (600 + kills * 10) * 1_000,
);

function countBy(names: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
