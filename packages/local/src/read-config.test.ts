import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, expect, test } from "vitest";

import { readConfig } from "./read-config.ts";
import { removeFolder, temporaryFolder } from "./test/temporary-folder.ts";

const folder = temporaryFolder();
afterAll(() => removeFolder(folder));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

test("relative paths are meant from the file's folder", async () => {
  const config = {
    dataDir: "data",
    functions: [{ name: "f", module: "f.ts", export: "handler" }],
    tasks: [{ family: "t", command: ["true"] }],
  };
  expect(await readConfig(write("good.json", JSON.stringify(config)))).toMatchObject({
    dataDir: join(folder, "data"),
    functions: [{ module: join(folder, "f.ts") }],
    tasks: [{ directory: folder }],
  });
});

test("a module's export `options` is a configuration too", async () => {
  const file = write("config.mjs", 'export const options = { dataDir: "data", port: 0 };');
  expect(await readConfig(file)).toMatchObject({ dataDir: join(folder, "data"), port: 0 });
});

test.each([
  ["no JSON", "{", /^cannot read the configuration /],
  [
    "a wrong member",
    '{"functions":[{"name":"a b","module":"m","export":"e"}]}',
    /functions\.0\.name/,
  ],
  ["an unknown member", '{"function":[]}', /function/],
])("a bad configuration is one clear line (%s)", async (_name, text, message) => {
  const reading = readConfig(write("bad.json", text));
  await expect(reading).rejects.toThrow(message);
  await expect(reading).rejects.toThrow(/^[^\n]*$/);
});
