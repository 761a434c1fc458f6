import { AwsError } from "../aws-error.ts";

/** CPU units: the least and the most MiB, and the step between. */
const sizes = new Map([
  [512, { min: 1024, max: 4096, step: 1024 }],
  [1024, { min: 2048, max: 8192, step: 1024 }],
  [2048, { min: 4096, max: 16384, step: 1024 }],
  [4096, { min: 8192, max: 30720, step: 1024 }],
  [8192, { min: 16384, max: 61440, step: 4096 }],
  [16384, { min: 32768, max: 122880, step: 8192 }],
]);

/** Checks a task's size against those that Fargate has. Also takes `1 vCPU` and `2 GB`. */
export function fargateSize(cpu: string, memory: string): { cpu: string; memory: string } {
  const units = parseAmount(cpu, "vcpu");
  const mib = parseAmount(memory, "gb");
  if (!exists(units, mib)) {
    throw new AwsError("ClientException", "No Fargate configuration exists for given values.");
  }
  return { cpu: String(units), memory: String(mib) };
}

function exists(cpu: number, memory: number): boolean {
  if (cpu === 256) return [512, 1024, 2048].includes(memory);
  const size = sizes.get(cpu);
  if (size === undefined) return false;
  return memory >= size.min && memory <= size.max && (memory - size.min) % size.step === 0;
}

function parseAmount(text: string, unit: string): number {
  const [, number, suffix] = /^(\d*\.?\d+)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  if (suffix === "") return Number(number);
  return suffix?.toLowerCase() === unit ? Number(number) * 1024 : Number.NaN;
}
