import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

import { LambdaUser } from "../../test/lambda/lambda-user.ts";
import { startTestAws } from "../../test/start-test-aws.ts";
import { removeFolder, temporaryFolder } from "../../test/temporary-folder.ts";

const module = fileURLToPath(new URL("lazy-console.ts", import.meta.url));

/** What a program prints and answers in a process of its own, with lazy consoles or with Node's. */
function printed(program: string, isLazy: boolean): string {
  const lazily = `const { makeConsolesLazy } = await import(${JSON.stringify(module)}); makeConsolesLazy();`;
  const source = `${isLazy ? lazily : ""}
    const { createRequire } = await import("node:module");
    const { Console } = await import("node:console");
    const own = () => new Console({ stdout: process.stdout, stderr: process.stderr });
    ${program}`;
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", source], {
    encoding: "utf8",
  });
  expect(run.status).toBe(0);
  return run.stdout + run.stderr;
}

const programs: Record<string, string> = {
  "prints each level": `const c = own(); c.log("a %d", 1); c.info("b"); c.debug({ b: 2 }); c.error("e");`,
  "indents its own groups alone": `const c = own(), d = own(); c.group("g"); c.log("in"); d.log("out");`,
  "counts by itself": `const c = own(), d = own(); c.count(); c.count(); d.count();`,
  "prints by a method that was taken from it": `const { log, table } = own(); log("x"); table([{ a: 1 }]);`,
  "prints by a method that was put in place of its own": `const c = own(); c.log = (m) => c.info("my", m); c.log("x");`,
  "prints for an object that has it for a prototype": `const c = Object.create(own()); c.log("x"); c.log("y");`,
  "prints for a proxy": `const c = new Proxy(own(), { get: (t, n, r) => Reflect.get(t, n, r) }); c.log("x");`,
  "is a console": `own().log(own() instanceof Console, typeof own().log, "log" in own());`,
  "is one by require too": `const { Console: C } = createRequire("/x/")("console");
    const c = new C({ stdout: process.stdout, stderr: process.stderr }); c.log(c instanceof Console, C === Console);`,
  "can be extended": `class Mine extends Console { log(m) { super.log("mine", m); } }
    const c = new Mine({ stdout: process.stdout, stderr: process.stderr }); c.info("i"); c.log("x");`,
  "prints to another stream": `const { Writable } = await import("node:stream");
    const stdout = new Writable({ write(c, e, n) { process.stdout.write("to mine: " + c); n(); } });
    new Console(stdout).log("x"); new Console({ stdout }).log("y");`,
  "keeps its options": `const { stdout, stderr } = process;
    const c = new Console({ stdout, stderr, inspectOptions: { depth: 0 } }); c.log({ a: { b: 1 } });`,
};

test.each(Object.entries(programs))("a lazy console %s, as Node's does", (_, program) => {
  const expected = printed(program, false);

  expect(printed(program, true)).toBe(expected);
  expect(expected).not.toBe("");
});

test("a console that prints nothing costs none of Node's binding", () => {
  const program = `const c = own(); process.stdout.write(String(Object.getOwnPropertyNames(c).length));`;

  expect(printed(program, true)).toBe("0");
  expect(Number(printed(program, false))).toBeGreaterThan(0);
});

test("a handler's consoles are lazy, and print to its log", async () => {
  const folder = temporaryFolder();
  const module = join(folder, "handler.mjs");
  writeFileSync(
    module,
    `import { Console } from "node:console";
    export async function handler() {
      const { stdout, stderr } = process;
      const own = new Console({ stdout, stderr });
      const before = Object.getOwnPropertyNames(own).length;
      own.info("printed by it");
      return before;
    }`,
  );
  const aws = await startTestAws({ functions: [{ name: "consoles", module, export: "handler" }] });
  const user = new LambdaUser(aws);
  try {
    const { json, LogResult = "" } = await user.invoke("consoles", {}, { LogType: "Tail" });

    expect(json).toBe(0);
    expect(Buffer.from(LogResult, "base64").toString()).toContain("printed by it");
  } finally {
    user.close();
    await aws.close();
    removeFolder(folder);
  }
});
