import { z } from "zod";

import type { AppOptions } from "./app.ts";

type Environment = Record<string, string | undefined>;

const list = z
  .string()
  .optional()
  .transform((text) => text?.split(",").filter((part) => part !== ""));

const appSchema = z.object({
  LONGHAUL_SESSION_SECRET: z.string({ error: "must be set" }).min(32, "must have 32 characters"),
  LONGHAUL_WEB_DIR: z.string().optional(),
  LONGHAUL_DOCS_DIR: z.string().optional(),
  LONGHAUL_ALLOWED_HOSTS: list,
  LONGHAUL_ORIGINS: list,
});

const serverSchema = appSchema.extend({
  PORT: z.coerce.number({ error: "must be a port number" }).int().min(0).max(65_535).default(3000),
  HOST: z.string().default("127.0.0.1"),
});

/** What the environment says of the API. Throws an Error that names the variable that is wrong. */
export function parseAppSettings(env: Environment): AppOptions {
  return appOptions(parse(appSchema, env));
}

/** The same, and where to listen. */
export function parseServerSettings(
  env: Environment,
): AppOptions & { port: number; hostname: string } {
  const settings = parse(serverSchema, env);
  return { ...appOptions(settings), port: settings.PORT, hostname: settings.HOST };
}

function appOptions(settings: z.output<typeof appSchema>): AppOptions {
  const { LONGHAUL_WEB_DIR: webDir, LONGHAUL_DOCS_DIR: docsDir } = settings;
  const { LONGHAUL_ALLOWED_HOSTS: allowedHosts, LONGHAUL_ORIGINS: origins } = settings;
  return {
    sessionSecret: settings.LONGHAUL_SESSION_SECRET,
    ...(webDir !== undefined && { webDir }),
    ...(docsDir !== undefined && { docsDir }),
    ...(allowedHosts !== undefined && { allowedHosts }),
    ...(origins !== undefined && { origins }),
  };
}

function parse<Schema extends z.ZodType>(schema: Schema, env: Environment): z.output<Schema> {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
  throw new Error(`The environment is not right: ${wrong.join("; ")}.`);
}
