import { z } from "@hono/zod-openapi";

/** A query parameter with several values: `?status=running,failed`. */
export const commaList = <Item extends z.ZodType<string, string>>(item: Item) =>
  z
    .string()
    .transform((text) => text.split(",").filter((part) => part !== ""))
    .pipe(z.array(item).min(1))
    .optional();
