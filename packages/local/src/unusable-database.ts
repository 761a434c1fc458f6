import { DamagedDatabase } from "./examine-database.ts";

const corrupt = 11;
const full = 13;
const notADatabase = 26;

/** What to do about a database that cannot be opened. Nothing in it was changed. */
export function unusableDatabase(file: string, cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Error(`cannot use ${file}: ${why}; ${adviceFor(cause)}`, { cause });
}

function adviceFor(cause: unknown): string {
  const code = primaryCode(cause);
  if (cause instanceof DamagedDatabase || code === corrupt || code === notADatabase) {
    return "it is damaged and was left as it is: put back a copy of the data folder, or choose another";
  }
  if (code === full) return "make room on its disk, then start again";
  return "check the disk and the rights of the data folder, then start again";
}

/** Of SQLite, whose codes say more in their upper bytes. */
function primaryCode(error: unknown): number | undefined {
  const code = error instanceof Error && "errcode" in error ? error.errcode : undefined;
  return typeof code === "number" ? code & 0xff : undefined;
}
