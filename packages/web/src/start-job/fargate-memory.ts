/** Memory in MiB that Fargate offers for each CPU (AWS: Fargate task CPU and memory). */
const memoryByCpu: Record<number, readonly number[]> = {
  256: [512, 1024, 2048],
  512: steps(1024, 4096, 1024),
  1024: steps(2048, 8192, 1024),
  2048: steps(4096, 16_384, 1024),
  4096: steps(8192, 30_720, 1024),
  8192: steps(16_384, 61_440, 4096),
  16_384: steps(32_768, 122_880, 8192),
};

export const fargateCpus = [256, 512, 1024, 2048, 4096, 8192, 16_384] as const;

export const fargateMemory = (cpu: number): readonly number[] => memoryByCpu[cpu] ?? [];

/** The memory that was chosen, or the nearest that this CPU can have. */
export function nearestMemory(cpu: number, memory: number): number {
  const offered = fargateMemory(cpu);
  return offered.find((size) => size >= memory) ?? offered.at(-1) ?? memory;
}

function steps(from: number, to: number, step: number): number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}
