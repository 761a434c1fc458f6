import { z } from "zod";

/** In the order in which a task goes through them; it may leave the first four for DEACTIVATING at any time. */
const taskStatuses = [
  "PROVISIONING",
  "PENDING",
  "ACTIVATING",
  "RUNNING",
  "DEACTIVATING",
  "STOPPING",
  "DEPROVISIONING",
  "STOPPED",
] as const;

/** Milliseconds since the epoch. */
const time = z.number();

/** All that is known of a task. What its definition said is copied, so that a later definition changes nothing. */
export const taskSchema = z.object({
  id: z.string(),
  cluster: z.string(),
  family: z.string(),
  group: z.string(),
  startedBy: z.string().optional(),
  capacityProviderName: z.string().optional(),
  tags: z.array(z.object({ key: z.string(), value: z.string() })),
  overrides: z.looseObject({ containerOverrides: z.array(z.looseObject({ name: z.string() })) }),
  /** CPU units and MiB, as numbers in strings. */
  cpu: z.string(),
  memory: z.string(),
  ephemeralStorageGiB: z.number(),

  container: z.object({
    uuid: z.string(),
    name: z.string(),
    /** `<task id>-<10 digits>`, also the secret part of its metadata address. */
    runtimeId: z.string(),
    command: z.array(z.string()),
    directory: z.string().optional(),
    environment: z.record(z.string(), z.string()),
    cpu: z.number().optional(),
    memory: z.number().optional(),
    memoryReservation: z.number().optional(),
    logGroup: z.string(),
    logStream: z.string(),
  }),
  network: z.object({
    attachmentId: z.string(),
    interfaceId: z.string(),
    subnetId: z.string(),
    macAddress: z.string(),
    address: z.string(),
  }),

  lastStatus: z.enum(taskStatuses),
  desiredStatus: z.enum(["RUNNING", "STOPPED"]),
  version: z.number(),
  statusSince: time,
  createdAt: time,
  updatedAt: time,
  connectivityAt: time.optional(),
  pullStartedAt: time.optional(),
  pullStoppedAt: time.optional(),
  startedAt: time.optional(),
  stoppingAt: time.optional(),
  executionStoppedAt: time.optional(),
  stoppedAt: time.optional(),
  stopCode: z.string().optional(),
  stoppedReason: z.string().optional(),
  containerReason: z.string().optional(),
  exitCode: z.number().optional(),

  stopTimeoutMs: z.number(),
  terminateSentAt: time.optional(),
  /** SIGKILL takes the shell that keeps the exit code too; then this tells of 137. */
  killSent: z.boolean(),
  /** Takes the place of TerminationNotice when the task begins to stop. */
  finalStopCode: z.string().optional(),
  /** The server closed and took the process with it. */
  hostLost: z.boolean(),
});

export type Task = z.output<typeof taskSchema>;

export type TaskChange = Partial<Task>;
