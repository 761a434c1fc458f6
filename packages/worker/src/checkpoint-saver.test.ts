import { expect, test } from "vitest";

import { createCheckpointSaver } from "./checkpoint-saver.ts";

function saver(options: { intervalMs?: number; failures?: number } = {}) {
  const stored: unknown[] = [];
  const failed: unknown[] = [];
  let failures = options.failures ?? 0;
  const checkpoints = createCheckpointSaver({
    intervalMs: options.intervalMs ?? 60_000,
    failed: (error) => failed.push(error),
    write: async (state) => {
      if (failures-- > 0) throw new Error("throttled");
      stored.push(state);
    },
  });
  return { checkpoints, stored, failed };
}

test("a checkpoint is stored when its call resolves; those right after it are held, and the last stored at the end", async () => {
  const { checkpoints, stored } = saver();
  await checkpoints.save({ step: 1 });
  expect(stored).toEqual([{ step: 1 }]);
  for (let step = 2; step <= 50; step += 1) await checkpoints.save({ step });
  expect(stored).toHaveLength(1);
  await checkpoints.flush();
  await checkpoints.flush();
  expect(stored).toEqual([{ step: 1 }, { step: 50 }]);
});

test("what is held follows by itself after the interval", async () => {
  const { checkpoints, stored } = saver({ intervalMs: 20 });
  await checkpoints.save(1);
  await checkpoints.save(2);
  await expect.poll(() => stored).toEqual([1, 2]);
});

test("the state is that of the call, whatever the code does to it after", async () => {
  const { checkpoints, stored } = saver();
  await checkpoints.save({});
  const state = { pages: [1] };
  await checkpoints.save(state);
  state.pages.push(2);
  await checkpoints.flush();
  expect(stored.at(-1)).toEqual({ pages: [1] });
});

test("a write that fails does not fail the job; it is told and made up for", async () => {
  const { checkpoints, stored, failed } = saver({ intervalMs: 5, failures: 2 });
  await checkpoints.save(1);
  await expect.poll(() => stored).toEqual([1]);
  expect(failed).toHaveLength(2);
});

test("a state that is too large is refused to the one who saves it", async () => {
  const { checkpoints, stored } = saver();
  await expect(checkpoints.save("x".repeat(300_000))).rejects.toMatchObject({
    code: "payload_too_large",
  });
  await checkpoints.flush();
  expect(stored).toEqual([]);
});
