import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

const devFile = fileURLToPath(new URL("../dev.js", import.meta.url));

describe("a start that cannot work says why in one line and what to do", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "longhaul-bad-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(["PORT", "AWS_PORT"])("when %s is taken", async (name) => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { exitCode, lines } = await start({ [name]: String(port), DATA_DIR: join(folder, name) });
    server.close();
    expect(exitCode).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(String(port));
    expect(lines[0]).toContain(name);
  });

  test("when a port is no number", async () => {
    const { exitCode, lines } = await start({ PORT: "http", DATA_DIR: folder });
    expect([exitCode, lines]).toEqual([
      1,
      [expect.stringContaining("PORT=http is not a port; set it to a number")],
    ]);
  });

  test("when the data folder cannot be written", async () => {
    const file = join(folder, "a-file");
    await writeFile(file, "");
    const { exitCode, lines } = await start({ DATA_DIR: join(file, "data") });
    expect(exitCode).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(join(file, "data"));
    expect(lines[0]).toContain("DATA_DIR");
  });
});

async function start(env: Record<string, string>): Promise<{ exitCode: number; lines: string[] }> {
  const child = spawn(process.execPath, [devFile], {
    env: { ...process.env, PORT: "0", AWS_PORT: "0", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const [exitCode] = await once(child, "exit");
  return { exitCode: Number(exitCode), lines: errors.trim().split("\n") };
}
