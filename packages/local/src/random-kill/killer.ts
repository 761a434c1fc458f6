import { vi } from "vitest";

import { effectsSize } from "./effects.ts";
import type { MortalServer } from "./mortal-server.ts";
import { killProcess, processesWith } from "./processes.ts";
import type { Random } from "./random.ts";

const victims = [
  "server",
  "server, and the next one as it starts",
  "server and task",
  "function host",
  "function host",
  "task's shell",
  "task's program",
] as const;

export type Victim = (typeof victims)[number];

/** No more happens between two kills than so many effects. */
const mostEffects = 2;

/** Kills processes one after the other; both whom and after how many effects come from `random`. */
export class Killer {
  readonly #server: MortalServer;
  readonly #folder: string;
  readonly #random: Random;
  /** How many died of each kind. */
  readonly killed: Partial<Record<Victim, number>> = {};
  count = 0;

  constructor(server: MortalServer, folder: string, random: Random) {
    this.#server = server;
    this.#folder = folder;
    this.#random = random;
  }

  /** Ends early when `isOver` says that nothing more will happen. */
  async run(
    kills: number,
    { onKill, isOver }: { onKill: () => void; isOver: () => boolean },
  ): Promise<void> {
    while (this.count < kills) {
      const victim = this.#random.pick(victims);
      const effects = this.#random.integer(mostEffects + 1);
      // Looked up before, so that it dies at the very moment.
      const pid = this.#find(victim, this.#random.next());
      await this.#untilMore(effects, isOver);
      if (isOver()) return;
      await this.#kill(victim, pid);
      onKill();
    }
  }

  async #untilMore(effects: number, isOver: () => boolean): Promise<void> {
    let size = effectsSize(this.#folder);
    let left = effects;
    const look = () => {
      const now = effectsSize(this.#folder);
      if (now > size) left -= 1;
      size = now;
      if (left > 0 && !isOver()) throw new Error("nothing happens any more");
    };
    await vi.waitFor(look, { timeout: 60_000, interval: 1 });
  }

  async #kill(victim: Victim, pid: number | undefined): Promise<void> {
    switch (victim) {
      case "server":
      case "server and task":
        await this.#server.kill();
        this.#note("server");
        if (pid !== undefined) this.#end("task's shell", pid);
        return this.#server.startAgain();
      case "server, and the next one as it starts":
        await this.#server.kill();
        await this.#server.startStillborn();
        this.#note(victim, 2);
        return this.#server.startAgain();
      case "function host":
      case "task's shell":
      case "task's program":
        if (pid !== undefined) this.#end(victim, pid);
    }
  }

  #end(victim: Victim, pid: number): void {
    if (killProcess(pid)) this.#note(victim);
  }

  #find(victim: Victim, place: number): number | undefined {
    switch (victim) {
      case "server":
      case "server, and the next one as it starts":
        return undefined;
      case "function host":
        return pick(this.#hosts(), place);
      case "server and task":
      case "task's shell":
        return pick(this.#shells(), place);
      case "task's program":
        return pick(this.#programs(), place);
    }
  }

  #note(victim: Victim, count = 1): void {
    this.count += count;
    this.killed[victim] = (this.killed[victim] ?? 0) + count;
  }

  /** Those of the work: another that dies is told of its event again a minute later. */
  #hosts(): number[] {
    return processesWith("random-kill/handlers.ts")
      .filter(({ parent }) => parent === this.#server.pid)
      .map(({ pid }) => pid);
  }

  #shells(): number[] {
    return processesWith(this.#folder)
      .filter(({ command }) => command.includes("ecs-task:"))
      .map(({ pid }) => pid);
  }

  #programs(): number[] {
    const shells = new Set(this.#shells());
    return processesWith(this.#folder)
      .filter(({ parent }) => shells.has(parent))
      .map(({ pid }) => pid);
  }
}

function pick(pids: number[], place: number): number | undefined {
  return pids[Math.floor(place * pids.length)];
}
