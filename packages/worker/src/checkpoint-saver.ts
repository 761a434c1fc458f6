import { assertPayloadFits } from "@longhaul/core/job/new-job";

export interface CheckpointSaver {
  /** Resolves when the state is stored or, closer than the interval to the one before, held. Throws `payload_too_large`. */
  save(state: unknown): Promise<void>;
  /** Stores what is held. Throws what the write throws; repeatable. */
  flush(): Promise<void>;
}

/** Stores checkpoints, but those that follow each other closely only once an interval; the last one always. */
export function createCheckpointSaver(options: {
  write: (state: unknown) => Promise<void>;
  failed: (error: unknown) => void;
  intervalMs?: number;
}): CheckpointSaver {
  const { write, failed, intervalMs = 2000 } = options;
  let held: { state: unknown } | undefined;
  let writing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let wroteAt = -Infinity;

  async function writeHeld(): Promise<void> {
    const last = held;
    if (last === undefined) return;
    held = undefined;
    wroteAt = performance.now();
    try {
      await write(last.state);
    } catch (error) {
      held ??= last;
      throw error;
    }
  }

  /** What fails is held, and tried again later. */
  function writeInTurn(): Promise<void> {
    writing ??= writeHeld()
      .catch(failed)
      .finally(() => {
        writing = undefined;
        if (held !== undefined) schedule();
      });
    return writing;
  }

  function schedule(): void {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        void writeInTurn();
      },
      Math.max(0, wroteAt + intervalMs - performance.now()),
    );
  }

  return {
    save: async (state) => {
      assertPayloadFits("checkpoint", state);
      // The code may go on to change the state while it is held.
      held = { state: JSON.parse(JSON.stringify(state ?? null)) };
      const isClose = performance.now() < wroteAt + intervalMs;
      if (isClose || writing !== undefined) schedule();
      else await writeInTurn();
    },
    flush: async () => {
      await writing;
      clearTimeout(timer);
      timer = undefined;
      await writeHeld();
    },
  };
}
