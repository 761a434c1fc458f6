import { formatSeconds } from "../ui/format-duration.ts";

export interface Tick {
  /** 0 to 1, of the width. */
  at: number;
  label: string;
}

const steps = [
  0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600,
  43_200, 86_400, 172_800, 604_800, 2_592_000,
];

/** Room that a label needs, so that two never touch. */
const labelPx = 90;

/** Round times for an axis of that length and width, none so near the right edge that its label would be cut. */
export function timeTicks(totalMs: number, widthPx: number): Tick[] {
  const total = totalMs / 1000;
  const most = Math.max(1, Math.floor(widthPx / labelPx));
  const step =
    steps.find((size) => total / size <= most) ?? Math.ceil(total / most / 2_592_000) * 2_592_000;
  const ticks: Tick[] = [];
  for (let count = 0; count * step <= total; count += 1) {
    const at = (count * step) / total;
    if ((1 - at) * widthPx < labelPx / 2 && count > 0) break;
    ticks.push({
      at,
      label: step < 1 ? `${(count * step).toFixed(1)}s` : formatSeconds(count * step),
    });
  }
  return ticks;
}
