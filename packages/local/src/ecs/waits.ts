/** Seconds that AWS's own tasks spent in each state, measured on Fargate; `pace` scales them. */
const fargateSeconds = {
  provisioning: 4.1,
  pending: 7.8,
  pull: 14.4,
  start: 20.5,
  deprovisioning: 25,
};

export type Waits = Record<keyof typeof fargateSeconds, number>;

/** Milliseconds. */
export function waitsAt(pace: number): Waits {
  const ms = (seconds: number) => Math.round(seconds * 1_000 * pace);
  return {
    provisioning: ms(fargateSeconds.provisioning),
    pending: ms(fargateSeconds.pending),
    pull: ms(fargateSeconds.pull),
    start: ms(fargateSeconds.start),
    deprovisioning: ms(fargateSeconds.deprovisioning),
  };
}
