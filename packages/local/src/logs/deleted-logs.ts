import type { LogGroup, LogStore, LogStream } from "./log-store.ts";

/** Holds the streams that were deleted. No group that can be asked for has a colon in its name. */
const deletedStreamsGroup = ":";

/**
 * Out of sight at once, and its name is free; the events, which may be millions, go little by little. Until then the
 * row stays, so that nothing new is given its number. Inside `db.write`.
 */
export function markGroupDeleted(store: LogStore, group: LogGroup): void {
  store.machine.db.run("UPDATE log_groups SET name = ? WHERE id = ?", `:${group.id}`, group.id);
  store.forgetPlaces();
}

/** As a group. Inside `db.write`. */
export function markStreamDeleted(store: LogStore, stream: LogStream): void {
  const group = store.findGroup(deletedStreamsGroup) ?? store.newGroup(deletedStreamsGroup);
  const sql = "UPDATE log_streams SET group_id = ?, name = ? WHERE id = ?";
  store.machine.db.run(sql, group.id, String(stream.id), stream.id);
  store.forgetPlaces();
}

/** Those that may still have events. */
export function deletedGroups({ machine: { db } }: LogStore): number[] {
  const sql = "SELECT id FROM log_groups WHERE name > ? AND name < ?";
  return idsOf(db.all(sql, ":", ";"));
}

/** Those that may still have events. */
export function deletedStreams({ machine: { db } }: LogStore): number[] {
  const sql =
    "SELECT id FROM log_streams WHERE group_id = (SELECT id FROM log_groups WHERE name = ?)";
  return idsOf(db.all(sql, deletedStreamsGroup));
}

const idsOf = (rows: { id: number }[]) => rows.map(({ id }) => id);
