import { z } from "zod";

/** Who a function of several tenants works for, within the model's bounds. */
export const tenantIdSchema = z.string().regex(/^[a-zA-Z0-9._:/=+\-@ ]{1,256}$/);
