import { StepSemantics, type DurableContext } from "@aws/durable-execution-sdk-js";

import { effect, effectStep, executionOf } from "./effect.ts";
import type { Plan } from "./input.ts";

/** Without tasks. */
export const plainPlans = {
  async steps(context, { folder }) {
    const one = await effectStep(context, folder, "one");
    await context.wait("pause", { seconds: 1 });
    const two = await effectStep(context, folder, "two");
    const three = await effectStep(context, folder, "three");
    return [one, two, three];
  },

  async once(context, { folder }) {
    const results = [];
    for (const name of ["once one", "once two", "once three"]) {
      results.push(await effectStep(context, folder, name, StepSemantics.AtMostOncePerRetry));
    }
    return results;
  },

  async callback(context, { folder, name }) {
    const before = await effectStep(context, folder, "before");
    const [answer] = await context.createCallback<string>("approval");
    const asked = await effectStep(context, folder, "asked");
    const said = await answer;
    if (said !== name) throw new Error(`${name} was told ${said}`);
    return [before, asked, await effectStep(context, folder, "told")];
  },

  async chain(context, input) {
    const { folder } = input;
    const before = await effectStep(context, folder, "before");
    const inner = { ...input, kind: "steps" };
    await context.invoke("inner", "work:$LATEST", inner);
    const execution = executionOf(context);
    // A plain function is not repeated when its process dies.
    await context.invoke("plain", "plain", { folder, execution }).catch(() => undefined);
    return [before, await effectStep(context, folder, "after")];
  },

  async poll(context, { folder }) {
    const execution = executionOf(context);
    const last = await context.waitForCondition(
      "poll",
      async ({ count }: { count: number; token: string }, { attempt }) => ({
        ...(await effect(folder, execution, "poll", attempt)),
        count: count + 1,
      }),
      {
        initialState: { count: 0, token: "" },
        waitStrategy: ({ count }) =>
          count < 3 ? { shouldContinue: true, delay: { seconds: 1 } } : { shouldContinue: false },
      },
    );
    return [await effectStep(context, folder, "polled"), last];
  },

  async fan(context, { folder }) {
    const branches = ["a", "b", "c"].map((name) => async (inside: DurableContext) => {
      const first = await effectStep(inside, folder, `${name}1`);
      await inside.wait(`${name} pause`, { seconds: 1 });
      return [first, await effectStep(inside, folder, `${name}2`)];
    });
    return (await context.parallel("fan", branches)).getResults().flat();
  },
} satisfies Record<string, Plan>;
