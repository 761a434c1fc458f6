const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

export const formatCount = (value: number): string => whole.format(value);

/** An amount with its unit; bytes in the steps that people read. */
export function formatAmount(value: number, unit = ""): string {
  if (unit === "bytes" || unit === "B") return formatBytes(value);
  const number = value < 100 ? short.format(value) : whole.format(value);
  return unit === "" ? number : `${number} ${unit}`;
}

export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let step = 0;
  while (value >= 1000 && step < units.length - 1) {
    value /= 1000;
    step += 1;
  }
  return `${step === 0 || value >= 100 ? whole.format(value) : short.format(value)} ${units[step]}`;
}
