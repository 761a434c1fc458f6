import type { Span } from "@longhaul/api/client";
import { describe, expect, test } from "vitest";

import { layoutTimeline } from "./timeline-layout.ts";

const start = Date.parse("2026-11-24T12:00:00.000Z");
const at = (second: number) => new Date(start + second * 1000).toISOString();

const span = (
  id: string,
  from: number,
  to: number | undefined,
  more: Partial<Span> = {},
): Span => ({
  id,
  kind: "step",
  name: id,
  status: to === undefined ? "running" : "succeeded",
  startedAt: at(from),
  ...(to !== undefined && { endedAt: at(to) }),
  ...more,
});

describe("layoutTimeline", () => {
  test("children stand below their parent, by their start, however they arrive", () => {
    const { rows } = layoutTimeline(
      [
        span("late-child", 5, 6, { parentId: "parent" }),
        span("other", 8, 9),
        span("early-child", 1, 2, { parentId: "parent" }),
        span("parent", 0, 7),
      ],
      start + 10_000,
    );
    expect(rows.map(({ name, depth }) => `${depth} ${name}`)).toEqual([
      "0 parent",
      "1 early-child",
      "1 late-child",
      "0 other",
    ]);
  });

  test("a span whose parent is not there is shown all the same", () => {
    const { rows } = layoutTimeline([span("orphan", 0, 1, { parentId: "gone" })], start);
    expect(rows.map(({ name, depth }) => `${depth} ${name}`)).toEqual(["0 orphan"]);
  });

  test("what runs reaches to now, and the whole reaches from the first start to the last end", () => {
    const { rows, fromMs, toMs } = layoutTimeline(
      [span("done", 0, 3), span("running", 2, undefined)],
      start + 10_000,
    );
    expect(rows[1]).toMatchObject({ startMs: start + 2000, endMs: start + 10_000 });
    expect([fromMs, toMs]).toEqual([start, start + 10_000]);
  });

  test("a clock behind the server's gives no bar of negative length", () => {
    const { rows } = layoutTimeline([span("running", 5, undefined)], start);
    expect(rows[0]?.endMs).toBe(rows[0]?.startMs);
  });

  test("the tries of a step are segments of its one row", () => {
    const tries: Span["tries"] = [
      { startedAt: at(0), endedAt: at(1), status: "failed" },
      { startedAt: at(4), endedAt: at(6), status: "succeeded" },
    ];
    const { rows } = layoutTimeline([span("flaky", 0, 6, { tries })], start);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.segments).toEqual([
      { startMs: start, endMs: start + 1000, status: "failed" },
      { startMs: start + 4000, endMs: start + 6000, status: "succeeded" },
    ]);
  });

  test("hundreds of polls are one row that counts them and their failures; few stay as they are", () => {
    const polls = Array.from({ length: 482 }, (_, index) =>
      span(`poll-${index + 1}`, index, index + 0.5, index === 7 ? { status: "failed" } : {}),
    );
    const { rows } = layoutTimeline([span("start-task", 0, 1), ...polls], start);
    expect(rows.map(({ name }) => name)).toEqual(["start-task", "poll ×482, 1 failed"]);
    expect(rows[1]?.segments).toHaveLength(482);
    expect(layoutTimeline(polls.slice(0, 10), start).rows).toHaveLength(10);
  });
});
