import { z } from "zod";

import { startServices } from "./start-services.ts";

/** The services as a process of their own, for tests that kill it: options as JSON in, the endpoint out. */
const optionsSchema = z.object({
  dataDir: z.string(),
  dynamoDb: z.boolean().default(false),
  pace: z.number().default(0),
  tasks: z.array(z.object({ family: z.string(), command: z.array(z.string()) })).default([]),
  rules: z
    .array(
      z.object({
        name: z.string(),
        pattern: z.record(z.string(), z.unknown()),
        function: z.string(),
      }),
    )
    .default([]),
});

const { endpoint } = await startServices(optionsSchema.parse(JSON.parse(process.argv[2] ?? "")));
console.log(endpoint);
