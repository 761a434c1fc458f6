import * as z from "zod";

const name = z.string().min(1);

/** `a,b`; empty for none. */
const names = z
  .string()
  .optional()
  .transform((text) => (text ?? "").split(",").filter((part) => part !== ""));

const functionRef = z.string().regex(/^[\w-]{1,64}:[\w$-]{1,128}$/, {
  error: "must be a function's name and qualifier, such as longhaul-run-await:live",
});

const yesOrNo = z.enum(["true", "false"]).transform((text) => text === "true");

/** Of everyone who reads or writes records. */
export const tableSchema = z
  .object({
    LONGHAUL_TABLE: name,
    /** Days that finished jobs are kept; for good when it is not set. */
    LONGHAUL_RETENTION_DAYS: z.coerce.number().int().positive().optional(),
  })
  .transform((env) => ({
    tableName: env.LONGHAUL_TABLE,
    ...(env.LONGHAUL_RETENTION_DAYS !== undefined && {
      retentionDays: env.LONGHAUL_RETENTION_DAYS,
    }),
  }));

/** Of everyone who starts, describes or stops tasks. */
export const tasksSchema = z
  .object({
    LONGHAUL_CLUSTER: name,
    LONGHAUL_TASK_FAMILY: name,
    LONGHAUL_CONTAINER: name,
    LONGHAUL_SUBNETS: names,
    LONGHAUL_SECURITY_GROUPS: names,
    LONGHAUL_ASSIGN_PUBLIC_IP: yesOrNo,
  })
  .transform((env) => ({
    cluster: env.LONGHAUL_CLUSTER,
    /** Without a revision: ECS takes the newest active one. */
    taskFamily: env.LONGHAUL_TASK_FAMILY,
    container: env.LONGHAUL_CONTAINER,
    subnets: env.LONGHAUL_SUBNETS,
    securityGroups: env.LONGHAUL_SECURITY_GROUPS,
    assignPublicIp: env.LONGHAUL_ASSIGN_PUBLIC_IP,
  }));

/** Of everyone who reads the logs of tasks. */
export const logsSchema = z
  .object({ LONGHAUL_LOG_GROUP: name, LONGHAUL_LOG_STREAM_PREFIX: name, LONGHAUL_CONTAINER: name })
  .transform((env) => ({
    logGroup: env.LONGHAUL_LOG_GROUP,
    /** A task's stream is `<prefix>/<container>/<task id>`, as the awslogs driver names it. */
    logStreamPrefix: env.LONGHAUL_LOG_STREAM_PREFIX,
    container: env.LONGHAUL_CONTAINER,
  }));

/** Of everyone who starts executions: the durable function of each pattern, `name:qualifier`. */
export const functionsSchema = z
  .object({
    LONGHAUL_FUNCTION_SYNC: functionRef,
    LONGHAUL_FUNCTION_CALLBACK: functionRef,
    LONGHAUL_FUNCTION_AWAIT: functionRef,
  })
  .transform((env) => ({
    functions: {
      sync: env.LONGHAUL_FUNCTION_SYNC,
      callback: env.LONGHAUL_FUNCTION_CALLBACK,
      await: env.LONGHAUL_FUNCTION_AWAIT,
    },
  }));

export type TableResource = z.output<typeof tableSchema>;
export type TaskResources = z.output<typeof tasksSchema>;
export type LogResources = z.output<typeof logsSchema>;
export type FunctionResources = z.output<typeof functionsSchema>;
export type Resources = TableResource & TaskResources & LogResources & FunctionResources;

export type Environment = Record<string, string | undefined>;

/** Everything that the stack made, from the environment. Throws an Error that names what is missing or wrong. */
export function parseResources(env: Environment): Resources {
  return parseEnvironment(tableSchema.and(tasksSchema).and(logsSchema).and(functionsSchema), env);
}

/** For an entry that needs only a part: `parseEnvironment(tableSchema, process.env)`. Throws like `parseResources`. */
export function parseEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  env: Environment,
): z.output<Schema> {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  const problems = new Map(
    parsed.error.issues.map((issue) => {
      const variable = issue.path.join(".");
      return [variable, env[variable] === undefined ? "is missing" : issue.message];
    }),
  );
  const list = [...problems].map(([variable, problem]) => `${variable} ${problem}`).join("; ");
  throw new Error(`The environment is not complete: ${list}. The stack sets these variables.`);
}
