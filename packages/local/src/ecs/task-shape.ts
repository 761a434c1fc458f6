import type { Machine } from "../service.ts";
import { clusterArn, containerArn, taskArn, taskDefinitionArn } from "./arns.ts";
import type { Task } from "./task.ts";

type Shape = Record<string, unknown>;

export const imageOf = (family: string) => `local/${family}:latest`;
export const architecture = process.arch === "arm64" ? "arm64" : "x86_64";

/** A task as the API's answers describe it: times in seconds. */
export function taskAnswer(machine: Machine, task: Task, withTags = true): Shape {
  return {
    ...shape(machine, task, (ms) => ms / 1_000, "ElasticNetworkInterface"),
    containers: [{ ...container(machine, task), networkBindings: [], healthStatus: "UNKNOWN" }],
    healthStatus: "UNKNOWN",
    tags: withTags ? task.tags : [],
  };
}

/** A task as events describe it: ISO times, its last change, another name for the attachment, no tags, no health. */
export function taskEventDetail(machine: Machine, task: Task): Shape {
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    ...shape(machine, task, iso, "eni"),
    containers: [container(machine, task)],
    updatedAt: iso(task.updatedAt),
  };
}

function shape(
  machine: Machine,
  task: Task,
  at: (ms: number) => number | string,
  attachmentType: string,
): Shape {
  const { connectivityAt, startedAt } = task;
  const times = {
    connectivityAt,
    createdAt: task.createdAt,
    pullStartedAt: task.pullStartedAt,
    pullStoppedAt: task.pullStoppedAt,
    startedAt,
    stoppingAt: task.stoppingAt,
    executionStoppedAt: task.executionStoppedAt,
    stoppedAt: task.stoppedAt,
  };
  const known = Object.entries(times).flatMap(([name, ms]) =>
    ms === undefined ? [] : [[name, at(ms)] as const],
  );
  return {
    attachments: [attachment(task, attachmentType)],
    attributes: [{ name: "ecs.cpu-architecture", value: architecture }],
    availabilityZone: `${machine.region}a`,
    ...given({ capacityProviderName: task.capacityProviderName, startedBy: task.startedBy }),
    clusterArn: clusterArn(machine, task.cluster),
    ...(connectivityAt === undefined ? {} : { connectivity: "CONNECTED" }),
    cpu: task.cpu,
    memory: task.memory,
    desiredStatus: task.desiredStatus,
    enableExecuteCommand: false,
    ephemeralStorage: { sizeInGiB: task.ephemeralStorageGiB },
    group: task.group,
    lastStatus: task.lastStatus,
    launchType: "FARGATE",
    overrides: task.overrides,
    platformFamily: "Linux",
    platformVersion: "1.4.0",
    ...given({ stopCode: task.stopCode, stoppedReason: task.stoppedReason }),
    taskArn: taskArn(machine, task),
    taskDefinitionArn: taskDefinitionArn(machine, task.family),
    version: task.version,
    ...Object.fromEntries(known),
  };
}

function container(machine: Machine, task: Task): Shape {
  const { name, runtimeId, cpu, memory, memoryReservation } = task.container;
  const { attachmentId, address } = task.network;
  const hasAddress = task.connectivityAt !== undefined;
  return {
    containerArn: containerArn(machine, task),
    taskArn: taskArn(machine, task),
    name,
    image: imageOf(task.family),
    ...(task.startedAt === undefined ? {} : { runtimeId }),
    lastStatus: containerStatus(task),
    ...given({ exitCode: task.exitCode, reason: task.containerReason }),
    networkInterfaces: hasAddress ? [{ attachmentId, privateIpv4Address: address }] : [],
    cpu: String(cpu ?? 0),
    ...given({ memory: memory?.toString(), memoryReservation: memoryReservation?.toString() }),
  };
}

export function containerStatus(task: Task): "PENDING" | "RUNNING" | "STOPPED" {
  const isOver = task.lastStatus === "DEPROVISIONING" || task.lastStatus === "STOPPED";
  if (isOver || task.executionStoppedAt !== undefined) return "STOPPED";
  return task.startedAt === undefined ? "PENDING" : "RUNNING";
}

function attachment(task: Task, type: string): Shape {
  const { attachmentId, subnetId, interfaceId, macAddress, address } = task.network;
  const details = [{ name: "subnetId", value: subnetId }];
  if (task.connectivityAt !== undefined) {
    details.push(
      { name: "networkInterfaceId", value: interfaceId },
      { name: "macAddress", value: macAddress },
      { name: "privateDnsName", value: `ip-${address.replaceAll(".", "-")}.ec2.internal` },
      { name: "privateIPv4Address", value: address },
    );
  }
  return { id: attachmentId, type, status: attachmentStatus(task), details };
}

function attachmentStatus(task: Task): string {
  if (task.lastStatus === "STOPPED") return "DELETED";
  return task.connectivityAt === undefined ? "PRECREATED" : "ATTACHED";
}

/** Without what is undefined. */
function given(members: Shape): Shape {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
