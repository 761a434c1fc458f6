import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { afterAll, beforeAll, expect, test } from "vitest";

import { openFile } from "./open-file.ts";

const folder = mkdtempSync(join(tmpdir(), "longhaul-open-file-"));
const root = join(folder, "allowed");

beforeAll(() => {
  mkdirSync(join(root, "sub"), { recursive: true });
  writeFileSync(join(root, "sub", "a b%20.csv"), "0123456789");
  writeFileSync(join(folder, "secret.csv"), "secret");
  mkdirSync(join(folder, "allowed-not"));
  writeFileSync(join(folder, "allowed-not", "x.csv"), "secret");
  symlinkSync(join(folder, "secret.csv"), join(root, "link.csv"));
  symlinkSync(join(root, "sub"), join(folder, "way-in"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function textOf(url: string, offset: number): Promise<string> {
  const source = await openFile(url, [root]);
  let text = "";
  for await (const chunk of source.read(offset)) text += chunk.toString();
  return text;
}

const refusal = (path: string, roots = [root]) =>
  openFile(`file:${path}`, roots).then(
    () => "opened",
    (error: unknown) =>
      error instanceof Error && "code" in error ? `${String(error.code)}: ${error.message}` : error,
  );

test("a file below an allowed folder is read from any byte, its name taken as it is", async () => {
  expect(await textOf(`file:${root}/sub/a b%20.csv`, 0)).toBe("0123456789");
  expect(await textOf(`file:${root}/sub/a b%20.csv`, 4)).toBe("456789");
});

test("a file:// URL may hold escapes", async () => {
  expect(await textOf(pathToFileURL(`${root}/sub/a b%20.csv`).href, 9)).toBe("9");
});

test("a link into an allowed folder is fine", async () => {
  expect(await textOf(`file:${folder}/way-in/a b%20.csv`, 9)).toBe("9");
});

test.each([
  ["beside the folder", "/secret.csv"],
  ["by ..", "/allowed/../secret.csv"],
  ["by a link out of the folder", "/allowed/link.csv"],
  ["in a folder whose name only starts like it", "/allowed-not/x.csv"],
  ["that does not exist, outside", "/nothing.csv"],
])("a file %s is refused, and nothing of it told", async (_, path) => {
  expect(await refusal(folder + path)).toMatch(/^source_not_allowed: .*LONGHAUL_FILE_ROOTS/);
});

test("with no folder allowed, every file is refused with what to do", async () => {
  expect(await refusal(`${root}/sub/a b%20.csv`, [])).toMatch(
    /^source_not_allowed: .* allows no files.*https: or s3:/,
  );
});

test("what cannot be read says which file and what to do", async () => {
  expect(await refusal(`${root}/none.csv`)).toBe(
    `source_not_readable: ${root}/none.csv cannot be read: There is no such file; check the path.`,
  );
  expect(await refusal(`${root}/sub`)).toContain("It is a folder; name a file in it.");
});

test.each([
  [`${folder}/secret.csv`, [root]],
  [`${root}/none.csv`, [root]],
  [`${root}/sub`, [root]],
  [`${root}/sub/a b%20.csv`, []],
  ["//%zz", [root]],
])("no retry mends a source like %s", async (path, roots) => {
  await expect(openFile(`file:${path}`, roots)).rejects.toMatchObject({ isRetryable: false });
});

test("a file that goes away before it is read says so", async () => {
  const path = join(root, "short-lived.csv");
  writeFileSync(path, "x");
  const source = await openFile(`file:${path}`, [root]);
  rmSync(path);
  await expect(source.read(0)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    code: "source_not_readable",
    message: expect.stringContaining("no such file"),
  });
});

test("other contents have another fingerprint", async () => {
  const path = join(root, "changing.csv");
  writeFileSync(path, "1");
  const before = await openFile(`file:${path}`, [root]);
  writeFileSync(path, "12");
  expect((await openFile(`file:${path}`, [root])).fingerprint).not.toBe(before.fingerprint);
});
