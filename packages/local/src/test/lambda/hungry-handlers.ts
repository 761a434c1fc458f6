import { spawn } from "node:child_process";
import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { withDurableExecution } from "@aws/durable-execution-sdk-js";
import { z } from "zod";

const megabytes = 300;

const event = z.object({
  note: z.string(),
  /** Who takes memory. */
  eater: z.enum(["handler", "child"]).optional(),
  /** Returns when this file of the folder is there. */
  until: z.string().optional(),
});

const file = (name: string) => join(process.env["TEST_DIR"] ?? ".", name);
const held: Buffer[] = [];

const eat = () => held.push(Buffer.alloc(megabytes * 2 ** 20, 1));

/** Returns the pid of a process that takes as much. */
function feedChild(): number | undefined {
  const code = `held = Buffer.alloc(${megabytes} * 2 ** 20, 1); setTimeout(() => {}, 60e3)`;
  return spawn(process.execPath, ["-e", code], { stdio: "ignore" }).pid;
}

export async function hungry(input: unknown): Promise<number> {
  const { note, eater, until } = event.parse(input);
  if (eater === "handler") eat();
  const child = eater === "child" ? feedChild() : undefined;
  appendFileSync(file("notes"), `${note}${child === undefined ? "" : ` ${child}`}\n`);
  while (until !== undefined && !existsSync(file(until))) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return process.pid;
}

/** Too hungry the first time. */
export const hungryOnce = withDurableExecution(async (_input: unknown, context) => {
  await context.step("before", async () => appendFileSync(file("notes"), "before\n"));
  return context.step("hungry", async () => {
    if (existsSync(file("fed"))) return "survived";
    writeFileSync(file("fed"), "");
    eat();
    return new Promise<never>(() => {});
  });
});
