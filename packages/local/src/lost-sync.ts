/** The process ends of it: nobody knows what a disk holds that failed to sync, but the next start reads it. */
export function lostSync(file: string, cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Error(
    `${file} could not be brought to disk: ${why}. Check the disk, then start again: all that was answered is there.`,
    { cause },
  );
}
