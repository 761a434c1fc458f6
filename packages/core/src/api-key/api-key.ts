import * as z from "zod";

/** Each role may do what the one before it may. */
export const roles = ["viewer", "operator", "admin"] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

export const hasRole = (actual: Role, needed: Role): boolean =>
  roles.indexOf(actual) >= roles.indexOf(needed);

export const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  expiresAt: z.iso.datetime().optional(),
  lastUsedAt: z.iso.datetime().optional(),
  revokedAt: z.iso.datetime().optional(),
});

export type ApiKey = z.infer<typeof apiKeySchema>;
