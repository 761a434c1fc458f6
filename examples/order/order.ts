import { randomUUID } from "node:crypto";

import { withDurableExecution } from "@aws/durable-execution-sdk-js";

interface Order {
  item: string;
  count: number;
}

/** Prices an order, reserves the goods, and delivers when somebody has approved, however long that takes. */
export const handler = withDurableExecution(async (order: Order, context) => {
  const price = await context.invoke<Order, { total: number; currency: string }>(
    "price",
    "price",
    order,
  );
  const reservation = await context.step("reserve", async () => randomUUID());
  await context.wait("let-it-settle", { seconds: 1 });
  const approvedBy = await context.waitForCallback<string>(
    "approval",
    async (callbackId) => console.log(`please approve ${price.total}: ${callbackId}`),
    { timeout: { hours: 12 } },
  );
  return { ...price, reservation, approvedBy };
});
