/**
 * Seconds until the next look at something that is `ageSeconds` old. Each poll is a metered operation and an execution
 * has 3,000: every 5 s in the first minute, then a delay that grows to a minute, then 1 % of the age. So a year takes
 * fewer than 1,000 polls and an end is known within 1 % of the age.
 */
export function pollDelaySeconds(ageSeconds: number): number {
  if (ageSeconds < denseSeconds) return firstDelaySeconds;
  const growing = Math.min(minuteSeconds, ageSeconds / 10);
  return Math.max(Math.ceil(growing), Math.floor(ageSeconds / 100));
}

const firstDelaySeconds = 5;
const denseSeconds = 60;
const minuteSeconds = 60;

/** How often something is looked at while its age goes from one to the other. */
export function countPolls(fromSeconds: number, toSeconds: number): number {
  let polls = 0;
  for (let age = fromSeconds; age < toSeconds; age += pollDelaySeconds(age)) polls += 1;
  return polls;
}
