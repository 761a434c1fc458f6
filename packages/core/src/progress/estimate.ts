import type { Progress, ProgressReport } from "./progress.ts";

/** The rate is that of the last two minutes or, with rare reports, of the last few of them. */
const windowMs = 120_000;
const fewestSamples = 8;
/** A window needs no more points than this to give a rate. */
const sampleEveryMs = 1000;

/** Before this much of the work and of the time was seen, a forecast would be a guess. */
const credible = { ms: 5000, share: 0.005, steps: 3 };
const furthestEtaMs = 100 * 366 * 24 * 3600 * 1000;

interface Sample {
  atMs: number;
  done: number;
}

/**
 * Makes of one worker's reports, in the order of their times, what follows from them: percent, rate and ETA.
 * `done` never falls while phase, unit and total stay the same, since reports of parallel parts overtake each other.
 */
export function createEstimate(): (report: ProgressReport, now: Date) => Progress {
  let last: ProgressReport = {};
  let samples: Sample[] = [];
  return (report, now) => {
    const goesOn = isSameScale(last, report);
    const done = goesOn ? highest(last.done, report.done) : report.done;
    last = { ...report, ...(done !== undefined && { done }) };
    if (!goesOn) samples = [];
    if (done !== undefined) samples = keepSample(samples, { atMs: now.getTime(), done });
    return {
      ...last,
      ...percentOf(last),
      ...forecast(last, samples, now),
      updatedAt: now.toISOString(),
    };
  };
}

const isSameScale = (a: ProgressReport, b: ProgressReport): boolean =>
  a.phase === b.phase && a.unit === b.unit && a.total === b.total;

const highest = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (b ?? a) : Math.max(a, b);

function keepSample(samples: Sample[], sample: Sample): Sample[] {
  const before = samples.at(-2);
  const isClose = before !== undefined && sample.atMs - before.atMs < sampleEveryMs;
  const kept = [...(isClose ? samples.slice(0, -1) : samples), sample];
  const oldestMs = sample.atMs - windowMs;
  while (kept.length > fewestSamples && (kept[1]?.atMs ?? oldestMs) < oldestMs) kept.shift();
  return kept;
}

/** Until the job has ended: it may yet fail with all of its work done. */
const mostPercent = 99.9;

/** One decimal, rounded down. The small addend undoes what 29 / 100 loses in binary. */
function percentOf({ done, total }: ProgressReport): Pick<Progress, "percent"> {
  if (done === undefined || total === undefined) return {};
  return { percent: Math.min(mostPercent, Math.floor((done / total) * 1000 + 1e-9) / 10) };
}

function forecast(
  { done, total }: ProgressReport,
  samples: Sample[],
  now: Date,
): Pick<Progress, "ratePerSecond" | "etaAt"> {
  const [first] = samples;
  if (first === undefined || done === undefined) return {};
  const seenMs = now.getTime() - first.atMs;
  if (seenMs < sampleEveryMs) return {};
  const ratePerSecond = ((done - first.done) / seenMs) * 1000;
  if (total === undefined || ratePerSecond === 0 || done >= total) return { ratePerSecond };
  const isCredible =
    seenMs >= credible.ms &&
    samples.length >= credible.steps &&
    done - first.done >= 0 &&
    (done - first.done >= credible.share * total || seenMs >= windowMs / 2);
  const leftMs = ((total - done) / ratePerSecond) * 1000;
  if (!isCredible || leftMs > furthestEtaMs) return { ratePerSecond };
  return { ratePerSecond, etaAt: new Date(now.getTime() + leftMs).toISOString() };
}
