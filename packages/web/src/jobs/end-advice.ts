import type { AttemptEnd, EndClass } from "@longhaul/api/client";

export interface EndAdvice {
  /** What happened, for the heading. */
  what: string;
  /** What a person can do about it. */
  now: string;
}

/** For every way in which an attempt can end: what it means and what to do. */
export const endAdvice: Record<EndClass, EndAdvice> = {
  completed: { what: "The work was completed", now: "Nothing: it is done." },
  failed: {
    what: "The code reported an error",
    now: "Read the error and the last lines of the log. Fix the input or the code, then run it again.",
  },
  crashed: {
    what: "The process died without a report",
    now: "Look at the exit code and the last lines of the log: 137 is a kill from outside, 139 a crash in native code, 1 mostly an error that nothing caught.",
  },
  out_of_memory: {
    what: "The task ran out of memory",
    now: "Run it again with more memory (Run again, then Advanced), or let the job read its data in smaller pieces.",
  },
  heartbeat_lost: {
    what: "The worker went silent",
    now: "It hung, or was too busy to say that it is alive. See where the log stops. If long silences are normal for this work, raise the heartbeat limit.",
  },
  start_failed: {
    what: "The task could not be started",
    now: "The reason from AWS below names what is missing: mostly the image, a secret, or the way out of the network. It will fail again until that is put right.",
  },
  no_capacity: {
    what: "AWS had no room for the task",
    now: "Run it again later, with a smaller size, or on demand instead of Spot.",
  },
  interrupted: {
    what: "AWS took the Spot capacity back",
    now: "Such attempts start anew by themselves. If it happens too often for this work, run it on demand.",
  },
  retired: {
    what: "AWS took the host out of service",
    now: "Such attempts start anew by themselves. If the job has ended nevertheless, run it again.",
  },
  lost: {
    what: "ECS no longer knows the task",
    now: "Its end was missed. Check the last lines of the log for what it had done, then run it again.",
  },
  cancelled: { what: "It was cancelled", now: "Run it again when it is wanted after all." },
  timed_out: {
    what: "A time limit was reached",
    now: "See in the timeline where the time went; the job's limit counts from its acceptance, or from its set start, waiting included. If the work needs longer, raise the limit that was reached and run it again.",
  },
};

const toldToStop: EndAdvice = {
  what: "The task was told to stop",
  now: "Such attempts start anew by themselves, from the job's checkpoint if it has one. The stop reason says who stopped it, once ECS has told.",
};

/** The worker that reports an interruption knows only that it was told to stop; ECS says later whether it was Spot. */
export function adviceFor({ class: endClass, stopCode }: AttemptEnd): EndAdvice {
  const isOther = endClass === "interrupted" && stopCode !== "SpotInterruption";
  return isOther ? toldToStop : endAdvice[endClass];
}
