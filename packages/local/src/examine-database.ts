import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

import { lostCommits } from "./lost-commits.ts";

/**
 * Looks, without changing a byte, at what a server left that did not end well. Throws a DamagedDatabase when it is not
 * whole: used all the same, it would lose what was accepted.
 */
export function examineDatabase(file: string): void {
  const log = `${file}-wal`;
  if (sizeOf(log) === 0 || sizeOf(file) === 0) return;
  const lost = lostCommits(log);
  if (lost > 1) throw new DamagedDatabase(`${lost} commits in its log follow a broken one`);
  const sql = new DatabaseSync(file, { readOnly: true });
  try {
    // It reads every page, for milliseconds per MB. Pages have no checksums, so only that finds what is broken in one
    // that the log does not hold; the log, or its end, says nothing of those.
    const [first] = sql.prepare("PRAGMA quick_check(1)").all();
    const finding = Object.values(first ?? {})
      .join()
      .replaceAll("\n", " ");
    if (finding !== "ok") throw new DamagedDatabase(finding);
  } finally {
    sql.close();
  }
}

/** Why a database is not whole. */
export class DamagedDatabase extends Error {}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
