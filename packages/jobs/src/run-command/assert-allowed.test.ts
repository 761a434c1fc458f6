import { expect, test } from "vitest";

import { assertAllowed } from "./assert-allowed.ts";

test("only programs as the operator wrote them may run", () => {
  expect(() => assertAllowed({ command: "ffmpeg" }, ["ffmpeg", "gzip"])).not.toThrow();
  expect(() => assertAllowed({ command: "/tmp/ffmpeg" }, ["ffmpeg"])).toThrow(
    /"\/tmp\/ffmpeg" is not among the allowed programs: ffmpeg/,
  );
  expect(() => assertAllowed({ command: "anything" }, ["*"])).not.toThrow();
});

test("with nothing allowed, commands are off", () => {
  expect(() => assertAllowed({ command: "ls" }, [])).toThrow(/off.*LONGHAUL_ALLOWED_COMMANDS/);
});

test("the environment cannot turn an allowed program into another", () => {
  const allow = (env: Record<string, string>, allowed = ["ffmpeg"]) =>
    assertAllowed({ command: "ffmpeg", env }, allowed);
  expect(() => allow({ LANG: "C" })).not.toThrow();
  for (const name of ["PATH", "LD_PRELOAD", "NODE_OPTIONS", "DYLD_INSERT_LIBRARIES"]) {
    expect(() => allow({ [name]: "x" })).toThrow(`env.${name}`);
  }
  expect(() => allow({ PATH: "x" }, ["*"])).not.toThrow();
});

test("the worker's own variables cannot be set", () => {
  expect(() =>
    assertAllowed({ command: "ffmpeg", env: { LONGHAUL_RESULT_FILE: "/x" } }, ["*"]),
  ).toThrow("env.LONGHAUL_RESULT_FILE is set by the worker");
});
