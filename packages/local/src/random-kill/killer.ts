import { vi } from "vitest";

import { newDecision, type Victim } from "./decision.ts";
import { effectsSize } from "./effects.ts";
import type { MortalServer } from "./mortal-server.ts";
import { killEverything, killProcess, type ProcessLine } from "./processes.ts";
import type { Random } from "./random.ts";
import { findVictims, taskIdOf } from "./victims.ts";

const effectPatienceMs = 60_000;
/** A task is between its attempts now and then, and there is none at the very end. */
const victimPatienceMs = 10_000;

/** Kills processes one after the other; whom and after how many effects is `random`'s decision, whatever happens. */
export class Killer {
  readonly #server: MortalServer;
  readonly #folder: string;
  readonly #random: Random;
  /** How many died of each kind. */
  readonly killed: Partial<Record<Victim, number>> = {};
  count = 0;
  /** By id: those of which a process was killed, and not only their server. */
  readonly hitTasks = new Set<string>();

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
    while (this.count < kills && !isOver()) {
      const { victim, effects, place } = newDecision(this.#random);
      await this.#kill(victim, place, () => this.#untilMore(effects, isOver));
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
    await vi.waitFor(look, { timeout: effectPatienceMs, interval: 1 });
  }

  async #kill(victim: Victim, place: number, moment: () => Promise<void>): Promise<void> {
    switch (victim) {
      case "server":
        await moment();
        await this.#server.kill();
        this.#note("server");
        return this.#server.startAgain();
      case "server, and the next one as it starts":
        await moment();
        await this.#server.kill();
        this.#note("server");
        await this.#server.startStillborn();
        this.#note(victim);
        return this.#server.startAgain();
      case "server and task": {
        const shell = this.#find("task's shell", place);
        await moment();
        await this.#server.kill();
        this.#note("server");
        if (shell !== undefined && killProcess(shell.pid)) this.#note(victim, shell);
        return this.#server.startAgain();
      }
      case "everything":
        await moment();
        this.#note(victim, ...killEverything(this.#folder));
        await this.#server.kill();
        return this.#server.startAgain();
      case "function host":
      case "task's shell":
      case "task's program":
      case "DynamoDB":
        return this.#killOne(victim, place, moment);
    }
  }

  /** It is looked up before, so that it dies at the very moment; should it have ended by itself, another does. */
  async #killOne(
    victim: Parameters<typeof findVictims>[0],
    place: number,
    moment: () => Promise<void>,
  ): Promise<void> {
    const first = this.#find(victim, place);
    await moment();
    const deadline = Date.now() + victimPatienceMs;
    let found = first;
    while (found === undefined || !killProcess(found.pid)) {
      if (Date.now() > deadline) return;
      found = this.#find(victim, place);
    }
    this.#note(victim, found);
  }

  #find(victim: Parameters<typeof findVictims>[0], place: number): ProcessLine | undefined {
    const found = findVictims(victim, this.#folder, this.#server.pid);
    return found[Math.floor(place * found.length)];
  }

  #note(victim: Victim, ...processes: ProcessLine[]): void {
    this.count += 1;
    for (const id of processes.map(taskIdOf)) if (id !== undefined) this.hitTasks.add(id);
    this.killed[victim] = (this.killed[victim] ?? 0) + 1;
  }
}
