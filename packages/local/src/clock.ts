/** Time as a port: the service never asks the system for it, so a test can move it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `run` once, when `now()` has reached `atMs`. Returns what takes the timer back. */
  at(atMs: number, run: () => void): () => void;
}

/** Node fires a longer timer after 1 ms, so a far one is armed again on the way. */
const longestTimeoutMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  at(atMs, run) {
    let timer: NodeJS.Timeout;
    const arm = () => {
      timer = setTimeout(fire, Math.min(Math.max(0, atMs - Date.now()), longestTimeoutMs));
    };
    // Node's timers go by another clock: one in six fires a moment before this one is there, or long before when it
    // was set back.
    const fire = () => (Date.now() < atMs ? arm() : run());
    arm();
    return () => clearTimeout(timer);
  },
};
