/** The most memory that this process ever used, in MiB. */
export function memoryMb(): number {
  return Math.ceil(process.resourceUsage().maxRSS / 1024);
}
