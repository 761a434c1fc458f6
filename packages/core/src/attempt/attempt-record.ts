import * as z from "zod";

import { attemptSchema } from "./attempt.ts";

/** An attempt as it is stored. */
export const attemptRecordSchema = attemptSchema.extend({
  callbackId: z.string().exactOptional(),
});
