import { runsAs } from "../../runs-as.ts";
import type { Machine } from "../../service.ts";
import type { Host } from "./host.ts";

/** Which processes run, so that a server that follows a killed one can end those that outlived it. */
export class HostRecords {
  readonly #machine: Machine;

  constructor(machine: Machine) {
    this.#machine = machine;
    machine.db.define(
      "CREATE TABLE IF NOT EXISTS lambda_hosts (mark TEXT PRIMARY KEY, pid INTEGER NOT NULL) STRICT",
    );
  }

  add({ mark, pid }: Host): void {
    if (pid === undefined) return;
    const { db } = this.#machine;
    db.write(() => db.run("INSERT INTO lambda_hosts (mark, pid) VALUES (?, ?)", mark, pid));
  }

  remove({ mark }: Host): void {
    const { db } = this.#machine;
    db.write(() => db.run("DELETE FROM lambda_hosts WHERE mark = ?", mark));
  }

  /** Ends what an earlier server left behind. */
  endLeftovers(): void {
    const { db } = this.#machine;
    for (const { mark, pid } of db.all<{ mark: string; pid: number }>(
      "SELECT mark, pid FROM lambda_hosts",
    )) {
      if (runsAs(pid, mark)) process.kill(pid, "SIGKILL");
    }
    db.write(() => db.run("DELETE FROM lambda_hosts"));
  }
}
