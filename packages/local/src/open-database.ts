import { DatabaseSync } from "node:sqlite";

/** Opens the file for the one server that writes it, which brings the WAL to disk itself. */
export function openDatabase(file: string): DatabaseSync {
  const sql = new DatabaseSync(file, { timeout: 5_000 });
  sql.exec("PRAGMA journal_mode = WAL");
  // The default of 1,000 pages stalls the loop for up to 130 ms in the middle of a burst; idle moments do it.
  sql.exec("PRAGMA wal_autocheckpoint = 16000");
  sql.exec("PRAGMA foreign_keys = ON");
  // A full disk is met in COMMIT and nowhere else.
  sql.exec("PRAGMA cache_spill = OFF; PRAGMA temp_store = MEMORY");
  // A first write, still synced by SQLite: it puts the WAL's own name on disk.
  sql.exec("PRAGMA synchronous = FULL; PRAGMA user_version = 1; PRAGMA synchronous = NORMAL");
  return sql;
}
