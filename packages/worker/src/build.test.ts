import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";

import { useContainer } from "./test/container.ts";

const build = fileURLToPath(new URL("../build.ts", import.meta.url));
const { waitingJob, startWorker } = useContainer();
/** Far from every package. */
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "longhaul-worker-"));
  await promisify(execFile)(process.execPath, [build, folder]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Prints, at the process's end, which files and which parts of node it has loaded. */
const report = `process.on("exit", () => {
  const files = Object.keys(require.cache).filter((file) => file !== __filename);
  console.log("LOADED " + JSON.stringify({ files, node: process.moduleLoadList }));
});`;

async function loadedIn(text: string): Promise<{ code: string; node: string[] }> {
  const { files, node } = loadedSchema.parse(JSON.parse(/LOADED (.*)/.exec(text)?.[1] ?? ""));
  const codes = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return { code: codes.join("\n"), node };
}

const loadedSchema = z.object({ files: z.array(z.string()), node: z.array(z.string()) });

test("what is built does a job with no package beside it, and loads no more than the job needs", async () => {
  const { jobs, jobId, tableName } = await waitingJob({ message: "hi", processingTime: 0 });
  await writeFile(join(folder, "report.cjs"), report);
  const { exit, output } = await startWorker(join(folder, "main.cjs"), {
    LONGHAUL_JOB_ID: jobId,
    LONGHAUL_TABLE: tableName,
    NODE_OPTIONS: `--require=${join(folder, "report.cjs")}`,
  });
  expect(await exit).toBe(0);
  expect((await jobs.get(jobId))?.status).toBe("succeeded");

  const { code, node } = await loadedIn(output.text);
  const isThere = (name: string) => code.includes(`${name} = class`);
  const clients = ["DynamoDBClient", "LambdaClient", "S3Client", "STSClient"];
  expect(clients.filter(isThere)).toEqual(["DynamoDBClient"]);
  expect(code).toContain("Processed: ");
  expect(isThere("DatasetScan")).toBe(false);
  // A fifth of a start, for a fetch that nothing calls.
  expect(node.filter((part) => part.includes("undici"))).toEqual([]);
});

test("no file needs one that needs it: one of them would see the other unfinished", async () => {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".cjs"));
  const needs = new Map<string, string[]>();
  for (const name of names) {
    const code = await readFile(join(folder, name), "utf8");
    // Those at the top of the file: what is imported later is in functions.
    const found = code.matchAll(/^(?:const \w+ = )?require\("\.\/(.+?)"\);$/gm);
    needs.set(
      name,
      [...found].map(([, needed = ""]) => needed),
    );
  }
  expect(needs.get("main.cjs")).not.toEqual([]);
  const circles: string[][] = [];
  const visit = (name: string, path: string[]): void => {
    if (path.includes(name)) circles.push([...path.slice(path.indexOf(name)), name]);
    else for (const next of needs.get(name) ?? []) visit(next, [...path, name]);
  };
  visit("main.cjs", []);
  // It is whole before it imports any other.
  needs.set("main.cjs", []);
  for (const name of names) visit(name, []);
  expect(circles).toEqual([]);
});

test("a program of a job is not given the worker's compile cache, which it would write to", async () => {
  const { jobId, tableName } = await waitingJob({ command: "env", args: [] }, "run-command");
  const { exit, output } = await startWorker(join(folder, "main.cjs"), {
    LONGHAUL_JOB_ID: jobId,
    LONGHAUL_TABLE: tableName,
    LONGHAUL_ALLOWED_COMMANDS: "*",
    NODE_COMPILE_CACHE: join(folder, ".compile-cache"),
  });
  expect(await exit).toBe(0);
  expect(output.text).toContain(`LONGHAUL_TABLE=${tableName}`);
  expect(output.text).not.toContain("NODE_COMPILE_CACHE=");
});
