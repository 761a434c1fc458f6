import { describe, expect, test } from "vitest";

import type { JobType } from "../api.ts";
import { curlCommand } from "./curl-command.ts";
import { newDraft, requestOf } from "./job-draft.ts";

const type: JobType = {
  name: "simulate",
  title: "Simulate",
  description: "Takes its time.",
  resumable: true,
  inputSchema: {},
  resultSchema: {},
  example: { message: "hi" },
  defaults: {
    pattern: "await",
    timeouts: { jobSeconds: 86_400, attemptSeconds: 3600, heartbeatSeconds: 60 },
    retry: { maxAttempts: 3, delaySeconds: 10, maxDelaySeconds: 300 },
    size: { cpu: 256, memory: 512 },
    capacity: "on_demand",
  },
};

describe("requestOf", () => {
  test("a form nobody changed asks for the type and its input alone", () => {
    expect(requestOf(type, newDraft(type))).toEqual({ type: "simulate", input: { message: "hi" } });
  });

  test("what was changed is sent, and only that; a size always whole", () => {
    const draft = newDraft(type);
    const request = requestOf(type, {
      ...draft,
      name: " Nightly ",
      tags: "team:data, nightly  q4",
      pattern: "sync",
      timeouts: { ...draft.timeouts, heartbeatSeconds: 120 },
      size: { ...draft.size, memory: 1024 },
      capacity: "spot",
    });
    expect(request).toEqual({
      type: "simulate",
      input: { message: "hi" },
      name: "Nightly",
      tags: ["team:data", "nightly", "q4"],
      pattern: "sync",
      timeouts: { heartbeatSeconds: 120 },
      size: { cpu: 256, memory: 1024 },
      capacity: "spot",
    });
  });
});

test("the command can be pasted into a shell whatever the input holds", () => {
  const command = curlCommand("http://127.0.0.1:1", {
    type: "simulate",
    input: { message: "it's $HOME" },
  });
  expect(command).toContain(`"it'\\''s $HOME"`);
  expect(command).toContain("http://127.0.0.1:1/v1/jobs");
});
