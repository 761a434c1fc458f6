import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { percentile } from "./percentile.ts";

/** What bounds a durable engine on this machine: 4 KB written and brought to disk, the median of 100. */
export function fsyncMs(): number {
  const folder = mkdtempSync(join(tmpdir(), "longhaul-bench-"));
  const file = openSync(join(folder, "file"), "w");
  const page = Buffer.alloc(4096);
  const times = Array.from({ length: 100 }, () => {
    const from = performance.now();
    writeSync(file, page);
    fdatasyncSync(file);
    return performance.now() - from;
  });
  closeSync(file);
  rmSync(folder, { recursive: true });
  return percentile(times, 0.5);
}
