import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import type { FunctionOptions } from "../options.ts";

const schema = z.object({
  functionName: z.string(),
  event: z.object({
    id: z.string(),
    "detail-type": z.string(),
    source: z.string(),
    account: z.string(),
    time: z.string(),
    region: z.string(),
    resources: z.array(z.string()),
    version: z.string(),
    detail: z.record(z.string(), z.unknown()),
  }),
});

/** What the functions of `recorder` received in all servers on the folder; two at a time may change places. */
export function invocationsIn(dataDir: string): z.output<typeof schema>[] {
  const file = join(dataDir, "invocations.ndjson");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => schema.parse(JSON.parse(line)));
}

/** A function that writes down what it receives: the target of a rule. */
export function recorder(name: string): FunctionOptions {
  return { name, module: join(import.meta.dirname, "recording-handler.ts"), export: "record" };
}
