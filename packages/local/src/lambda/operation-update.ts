import { z } from "zod";

import { errorObject } from "./error-object.ts";
import { tenantIdSchema } from "./tenant-id.ts";

const id = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/);
const seconds = z.int().min(1).max(31_622_400);

/** One change that a handler asks for in CheckpointDurableExecution, within the model's bounds. */
export const operationUpdate = z.object({
  Id: id,
  ParentId: id.optional(),
  Name: z
    .string()
    .regex(/^[\x20-\x7e]{1,256}$/)
    .optional(),
  Type: z.enum(["EXECUTION", "CONTEXT", "STEP", "WAIT", "CALLBACK", "CHAINED_INVOKE"]),
  SubType: z
    .string()
    .regex(/^[a-zA-Z0-9_-]{1,32}$/)
    .optional(),
  Action: z.enum(["START", "SUCCEED", "FAIL", "RETRY", "CANCEL"]),
  Payload: z.string().optional(),
  Error: errorObject.optional(),
  ContextOptions: z.object({ ReplayChildren: z.boolean().optional() }).optional(),
  StepOptions: z.object({ NextAttemptDelaySeconds: seconds.optional() }).optional(),
  WaitOptions: z.object({ WaitSeconds: seconds.optional() }).optional(),
  CallbackOptions: z
    .object({
      TimeoutSeconds: z.int().min(0).max(99_999_999).optional(),
      HeartbeatTimeoutSeconds: z.int().min(0).max(99_999_999).optional(),
    })
    .optional(),
  ChainedInvokeOptions: z
    .object({ FunctionName: z.string().min(1), TenantId: tenantIdSchema.optional() })
    .optional(),
});

export type OperationUpdate = z.output<typeof operationUpdate>;
export type OperationType = OperationUpdate["Type"];
