import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";
import { EarlierPorts } from "./earlier-ports.ts";

/** Folders of tasks that expect AWS on these ports. */
function withTasks(ports: Record<string, number>): string {
  const dataDir = temporaryFolder();
  onTestFinished(() => removeFolder(dataDir));
  for (const [id, port] of Object.entries(ports)) {
    const folder = join(dataDir, "tasks", id);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "pid"), "7\n");
    writeFileSync(join(folder, "port.7"), `${port}\n`);
  }
  return dataDir;
}

const endpoint = () => "http://127.0.0.1:4000";

test("each port of tasks but the server's own is kept until the last of its tasks has ended", async () => {
  const open = new Set<number>();
  const dataDir = withTasks({ a: 3000, b: 3000, c: 3001, d: 4000 });
  const answerOn = async (port: number) => {
    open.add(port);
    return async () => void open.delete(port);
  };
  const ports = new EarlierPorts({ dataDir, endpoint, answerOn });
  await ports.open(["a", "b", "c", "d"]);
  expect([...open]).toEqual([3000, 3001]);
  ports.release("a");
  ports.release("d");
  expect([...open]).toEqual([3000, 3001]);
  ports.release("b");
  expect([...open]).toEqual([3001]);
});

test("a port that another program has is told of, with what follows", async () => {
  const dataDir = withTasks({ a: 3000, b: 3000 });
  const answerOn = () => Promise.reject(new Error("port 3000 is taken by another program"));
  const warnings: string[] = [];
  const ports = new EarlierPorts({ dataDir, endpoint, answerOn }, (line) => warnings.push(line));
  await ports.open(["a", "b"]);
  expect(warnings).toEqual([
    "2 running task(s) of an earlier local AWS reach it on port 3000 alone, and port 3000 is taken by " +
      "another program: their calls to AWS fail. Free that port and start again.",
  ]);
});
