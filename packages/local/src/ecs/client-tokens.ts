import { z } from "zod";

import { AwsError } from "../aws-error.ts";
import { taskArn } from "./arns.ts";
import type { TaskStore } from "./task-store.ts";

const dayMs = 24 * 3_600_000;
const hourMs = 3_600_000;

const answerSchema = z.object({
  ids: z.array(z.string()),
  failures: z.array(z.object({ reason: z.string() })),
});
type Answer = z.output<typeof answerSchema>;

interface Row {
  hash: string;
  createdAt: number;
  answer: string;
}

/** What RunTask answered to each clientToken. A token lives a day, or an hour longer than its tasks if that is less. */
export class ClientTokens {
  readonly #store: TaskStore;

  constructor(store: TaskStore) {
    this.#store = store;
    store.machine.db.define(`
      CREATE TABLE IF NOT EXISTS ecs_client_tokens (
        cluster TEXT NOT NULL, token TEXT NOT NULL, hash TEXT NOT NULL, created_at INTEGER NOT NULL,
        answer TEXT NOT NULL, PRIMARY KEY (cluster, token)
      ) STRICT;
      CREATE INDEX IF NOT EXISTS ecs_client_tokens_by_age ON ecs_client_tokens (created_at)`);
  }

  /** The earlier answer, if any. Throws ConflictException when other parameters came with the token. */
  find(cluster: string, token: string, hash: string): Answer | undefined {
    const { db } = this.#store.machine;
    const row = db.get<Row>(
      `SELECT hash, created_at AS createdAt, answer FROM ecs_client_tokens
       WHERE cluster = ? AND token = ?`,
      cluster,
      token,
    );
    if (row === undefined) return undefined;
    const answer = answerSchema.parse(JSON.parse(row.answer));
    if (this.#isOver(row.createdAt, answer)) return undefined;
    if (row.hash === hash) return answer;
    throw new AwsError(
      "ConflictException",
      "The clientToken was used before with other parameters.",
      400,
      { resourceIds: answer.ids.map((id) => taskArn(this.#store.machine, { cluster, id })) },
    );
  }

  /** Inside `db.write`. */
  keep(cluster: string, token: string, hash: string, answer: Answer): void {
    const { db, clock } = this.#store.machine;
    const now = clock.now();
    db.run("DELETE FROM ecs_client_tokens WHERE created_at <= ?", now - dayMs);
    db.run(
      `INSERT OR REPLACE INTO ecs_client_tokens (cluster, token, hash, created_at, answer)
       VALUES (?, ?, ?, ?, ?)`,
      cluster,
      token,
      hash,
      now,
      JSON.stringify(answer),
    );
  }

  #isOver(createdAt: number, { ids }: Answer): boolean {
    const now = this.#store.machine.clock.now();
    if (now >= createdAt + dayMs) return true;
    const tasks = ids.map((id) => this.#store.find(id));
    if (tasks.some((task) => task !== undefined && task.stoppedAt === undefined)) return false;
    const ends = tasks.map((task) => task?.stoppedAt ?? 0);
    return now >= Math.max(ids.length === 0 ? createdAt : 0, ...ends) + hourMs;
  }
}
