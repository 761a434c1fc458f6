import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import { removeFolder, temporaryFolder } from "../test/temporary-folder.ts";
import { launchProcess } from "./launch-process.ts";
import { TaskFolder } from "./task-folder.ts";

const dataDir = temporaryFolder();
afterAll(() => removeFolder(dataDir));

const environment = { PATH: "/usr/bin:/bin" };

function launch(taskId: string, folder: TaskFolder, script: string) {
  const command = ["/bin/sh", "-c", script];
  return launchProcess({ taskId, folder, command, directory: "/", environment, port: 4566 });
}

test("of several launches of a task one runs, and all learn its exit code", async () => {
  const taskId = "a".repeat(32);
  const folder = new TaskFolder(dataDir, taskId);
  const launches = await Promise.all(
    [1, 2, 3].map(() => launch(taskId, folder, "echo ran; exit 9")),
  );
  expect(await Promise.all(launches.map(({ ended }) => ended))).toEqual([9, 9, 9]);
  expect(readFileSync(folder.output, "utf8")).toBe("ran\n");
});

test("a stop that comes before the program begins ends the task, and the program never runs", async () => {
  const taskId = "b".repeat(32);
  const folder = new TaskFolder(dataDir, taskId);
  // The shell links its claim just before it begins the program.
  const programs = join(dataDir, "programs");
  mkdirSync(programs);
  const link = '#!/bin/sh\nkill -TERM $PPID\nexec /bin/ln "$@"\n';
  writeFileSync(join(programs, "ln"), link, { mode: 0o755 });
  const { ended } = await launchProcess({
    taskId,
    folder,
    command: ["/bin/sh", "-c", "echo ran; sleep 1000"],
    directory: "/",
    environment: { PATH: `${programs}:${environment.PATH}` },
    port: 4566,
  });
  expect(await ended).toBe(143);
  expect(readFileSync(folder.output, "utf8")).toBe("");
});

test("what the system refuses is an error", async () => {
  const folder = new TaskFolder(dataDir, "c".repeat(32));
  const command = ["/bin/true"];
  await expect(
    launchProcess({
      taskId: "c",
      folder,
      command,
      directory: "/no/such/place",
      environment,
      port: 4566,
    }),
  ).rejects.toThrow("ENOENT");
});
