import type { RequirementHandlers } from "../requirement-handler.ts";

export const wait: RequirementHandlers = {
  "2-1": (_input, context) => context.wait({ seconds: 2 }),
  "2-2": (_input, context) => context.wait("custom_wait_name", { seconds: 2 }),
  "2-3": async (_input, context) => {
    await context.wait("wait-1", { seconds: 2 });
    await context.wait("wait-2", { seconds: 2 });
    return { completedWaits: 2 };
  },
  "2-4": (_input, context) => context.wait({ minutes: 1 }),
  "2-5": (_input, context) => context.wait({ hours: 1 }),
};
