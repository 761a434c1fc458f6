import { afterEach, expect, test } from "vitest";

import { invocationsIn } from "../test/invocations.ts";
import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";
import { accountOfExecutions, accountOfTasks } from "./account.ts";
import { Caller } from "./caller.ts";
import { checkExecution } from "./check-execution.ts";
import { checkTaskEvents, checkTasks } from "./check-tasks.ts";
import { Crowd } from "./crowd.ts";
import { effectsIn, taskLinesIn } from "./effects.ts";
import { kinds } from "./handlers.ts";
import { Killer } from "./killer.ts";
import { MortalServer } from "./mortal-server.ts";
import { processesWith } from "./processes.ts";
import { Random } from "./random.ts";
import { optionsOf } from "./workload.ts";

/** More for a longer run; the seed repeats who is killed after how many effects. */
const seed = Number(process.env["SEED"] ?? 1);
const kills = Number(process.env["KILLS"] ?? 25);
const executions = Number(process.env["EXECUTIONS"] ?? 14);

/** So many executions are under way before the first kill. */
const ahead = 4;

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

test(
  "whatever is killed, every execution ends, every step's success is one effect, no task runs twice and no process is left",
  async () => {
    const folder = temporaryFolder();
    undo.push(() => removeFolder(folder));
    const server = await MortalServer.start(folder, optionsOf(folder));
    undo.push(() => server.end());
    const caller = new Caller(server.client, folder);
    undo.push(() => caller.close());
    const killer = new Killer(server, folder, new Random(seed));
    const work = Array.from({ length: executions }, (_, index) => ({
      name: `e${index}`,
      kind: index % 4 === 0 ? "task" : (kinds[index % kinds.length] ?? "steps"),
    }));

    const crowd = new Crowd(work, (name, kind) => caller.see(name, kind));
    // They begin as kills go on, so that there is always something to kill.
    const begin = () => crowd.begin(ahead + (killer.count / kills) * (work.length - ahead));
    begin();
    await Promise.all([
      crowd.over,
      killer.run(kills, { onKill: begin, isOver: () => crowd.isOver }),
    ]);
    expect(killer.count, "all was over before so many were killed").toBeGreaterThanOrEqual(kills);

    const accounts = await accountOfExecutions(server.client);
    const effects = effectsIn(folder);
    const tasks = await accountOfTasks(server.client);
    const chains = work.filter(({ kind }) => kind === "chain").length;
    const wanted = work.filter(({ kind }) => kind === "task").map(({ name }) => name);
    expect(accounts).toHaveLength(work.length + chains);
    expect(new Set(accounts.map(({ name }) => name)).size).toBe(accounts.length);
    expect(accounts.flatMap((account) => checkExecution(account, effects))).toEqual([]);
    expect(checkTasks(tasks, wanted, taskLinesIn(folder))).toEqual([]);
    // One that was killed while it heard of an event is told again after a minute or two.
    await expect
      .poll(() => checkTaskEvents(tasks, invocationsIn(folder)), { timeout: 200_000 })
      .toEqual([]);

    const strays = processesWith(folder).filter(
      ({ pid, parent }) => pid !== server.pid && parent !== server.pid,
    );
    expect(strays, "processes of servers that are gone").toEqual([]);
    await server.end();
    expect(processesWith(folder), "processes that outlived the last server").toEqual([]);
    if (process.env["SEED"] !== undefined) console.log(`seed ${seed}: killed`, killer.killed);
  },
  (300 + kills * 5) * 1_000,
);
