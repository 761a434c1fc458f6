const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const dayAndYear = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  year: "numeric",
});
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const clockToSecond = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });

/** `43s ago`, `in 5m`, `3h ago`, `2d ago`; the date once that is a week away. */
export function formatRelative(at: Date, now: Date): string {
  const ms = now.getTime() - at.getTime();
  const distance = Math.abs(ms);
  if (distance >= 7 * dayMs) {
    return (at.getFullYear() === now.getFullYear() ? day : dayAndYear).format(at);
  }
  if (distance < 1000) return "now";
  const amount = amountOf(distance);
  return ms > 0 ? `${amount} ago` : `in ${amount}`;
}

function amountOf(ms: number): string {
  if (ms < minuteMs) return `${Math.floor(ms / 1000)}s`;
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)}m`;
  if (ms < dayMs) return `${Math.floor(ms / hourMs)}h`;
  return `${Math.floor(ms / dayMs)}d`;
}

/** Of today only the time of day; of another day the date too. */
export function formatMoment(at: Date, now: Date): string {
  if (at.toDateString() === now.toDateString()) return clock.format(at);
  return `${day.format(at)}, ${clock.format(at)}`;
}

export const formatClock = (at: Date): string => clockToSecond.format(at);

/** Date, time and zone, for a tooltip. */
export const formatExact = (at: Date): string => exact.format(at);
