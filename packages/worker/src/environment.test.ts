import { parseEnvironment } from "@longhaul/core/aws/resources";
import { newJobId } from "@longhaul/core/id";
import { expect, test } from "vitest";

import { environmentSchema } from "./environment.ts";

const jobId = newJobId(new Date());
const least = {
  LONGHAUL_JOB_ID: jobId,
  LONGHAUL_ATTEMPT: "2",
  LONGHAUL_HEARTBEAT_SECONDS: "300",
};

test("what the one who starts the task sets is enough; then no file and no command is allowed", () => {
  expect(parseEnvironment(environmentSchema, least)).toEqual({
    work: { jobId, attempt: 2 },
    heartbeatSeconds: 300,
    stopTimeoutSeconds: 30,
    fileRoots: [],
    allowedCommands: [],
    stopGraceSeconds: 25,
  });
});

test("lists are separated as on a command line", () => {
  const env = parseEnvironment(environmentSchema, {
    ...least,
    LONGHAUL_CALLBACK_ID: "abc",
    LONGHAUL_FILE_ROOTS: "/data:/mnt/more:",
    LONGHAUL_ALLOWED_COMMANDS: "ffmpeg,gzip",
    LONGHAUL_STOP_TIMEOUT_SECONDS: "120",
  });
  expect(env).toMatchObject({
    work: { callbackId: "abc" },
    fileRoots: ["/data", "/mnt/more"],
    allowedCommands: ["ffmpeg", "gzip"],
    stopGraceSeconds: 115,
  });
});

test("what is missing or wrong is named", () => {
  expect(() => parseEnvironment(environmentSchema, { ...least, LONGHAUL_ATTEMPT: "0" })).toThrow(
    "LONGHAUL_ATTEMPT must be 1 or more",
  );
  expect(() => parseEnvironment(environmentSchema, {})).toThrow(
    /LONGHAUL_JOB_ID is missing.*LONGHAUL_HEARTBEAT_SECONDS/,
  );
});
