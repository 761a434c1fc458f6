import { describe, expect, test } from "vitest";

import { attemptCostUsd } from "./attempt-cost.ts";

const small = { cpu: 256, memory: 512 };
const large = { cpu: 1024, memory: 2048 };
const at = (time: string) => `2026-06-01T${time}.000Z`;
const state = (status: string, time: string) => ({ status, at: at(time) });
const now = new Date(at("18:00:00"));

/** An hour from the pull to STOPPED; it was asked for before, and its worker spoke and ended in between. */
const anHour = {
  startedAt: at("12:00:40"),
  endedAt: at("12:59:30"),
  taskStates: [
    state("PROVISIONING", "11:58:00"),
    state("ACTIVATING", "12:00:00"),
    state("RUNNING", "12:00:30"),
    state("STOPPED", "13:00:00"),
  ],
};

describe("attemptCostUsd", () => {
  test("an hour from pull to STOPPED is vCPUs, GBs and an address for an hour", () => {
    // 0.03238 + 2 × 0.00356 + 0.005
    expect(attemptCostUsd({ ...anHour, size: large, capacity: "on_demand" }, now)).toBe(0.0445);
    // 0.25 × 0.03238 + 0.5 × 0.00356 + 0.005
    expect(attemptCostUsd({ ...anHour, size: small, capacity: "on_demand" }, now)).toBe(0.014875);
  });

  test("on Spot, CPU and memory are 70 % off, the address is not", () => {
    // 0.3 × 0.0395 + 0.005
    expect(attemptCostUsd({ ...anHour, size: large, capacity: "spot" }, now)).toBe(0.01685);
  });

  test("a task of five seconds costs a minute, one of 60.2 seconds 61", () => {
    const cost = (stopped: string) =>
      attemptCostUsd(
        {
          size: large,
          capacity: "on_demand",
          taskStates: [state("ACTIVATING", "12:00:00"), { status: "STOPPED", at: stopped }],
        },
        now,
      );
    // 0.0445 / 60, and 61 × 0.0445 / 3600
    expect(cost("2026-06-01T12:00:05.000Z")).toBe(0.000741667);
    expect(cost("2026-06-01T12:01:00.200Z")).toBe(0.000754028);
  });

  test("a task at work costs what it has cost by now", () => {
    const taskStates = [state("ACTIVATING", "16:00:00")];
    expect(attemptCostUsd({ size: large, capacity: "on_demand", taskStates }, now)).toBe(0.089);
  });

  test("a task that vanished stops costing when its attempt ended", () => {
    const lost = { startedAt: at("12:00:00"), endedAt: at("13:00:00"), taskStates: [] };
    expect(attemptCostUsd({ ...lost, size: large, capacity: "on_demand" }, now)).toBe(0.0445);
  });

  test("a task that never pulled its image costs nothing", () => {
    const taskStates = [state("PROVISIONING", "12:00:00"), state("STOPPED", "12:10:00")];
    expect(attemptCostUsd({ size: large, capacity: "on_demand", taskStates }, now)).toBe(0);
  });
});
