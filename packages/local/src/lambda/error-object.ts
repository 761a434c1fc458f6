import { z } from "zod";

/** How durable executions carry an error, in and out. */
export const errorObject = z.object({
  ErrorType: z.string().optional(),
  ErrorMessage: z.string().optional(),
  ErrorData: z.string().optional(),
  StackTrace: z.array(z.string()).optional(),
});

export type ErrorObject = z.output<typeof errorObject>;
