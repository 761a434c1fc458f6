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
  write("f.ts", "");
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

test("a module without options is told what it lacks", async () => {
  const reading = readConfig(write("empty.mjs", "export const config = {};"));
  await expect(reading).rejects.toThrow(/empty\.mjs: it has no export "options"$/);
});

test.each([
  ["no JSON", "{", /^cannot read the configuration /],
  [
    "a wrong member",
    '{"functions":[{"name":"a b","module":"m","export":"e"}]}',
    /functions\.0\.name/,
  ],
  ["a missing member", '{"functions":[{"name":"f"}]}', /functions\.0\.module: is missing$/],
  ["an unknown member", '{"function":[]}', /unknown key "function"; docs\/any-handler\.md lists/],
  [
    "a mistyped member",
    '{"functions":[{"name":"f","modul":"m","export":"e"}]}',
    /functions\.0: unknown key "modul"/,
  ],
  [
    "a family that no ARN can hold",
    '{"tasks":[{"family":"a:b","command":["true"]}]}',
    /tasks\.0\.family: 1 to 255 letters, digits, - and _ only$/,
  ],
  [
    "a log group that no call can name",
    '{"tasks":[{"family":"a","command":["true"],"logGroup":"a b"}]}',
    /tasks\.0\.logGroup: must be 1 to 512 of the characters/,
  ],
  ["a region that is none", '{"region":"Frankfurt"}', /region: such as eu-central-1$/],
  [
    "no such file",
    '{"functions":[{"name":"f","module":"nowhere.ts","export":"e"}]}',
    /function f: there is no file .*nowhere\.ts; build it, or correct "module"$/,
  ],
])("a bad configuration is one clear line (%s)", async (_name, text, message) => {
  const reading = readConfig(write("bad.json", text));
  await expect(reading).rejects.toThrow(message);
  await expect(reading).rejects.toThrow(/^[^\n]*$/);
});
