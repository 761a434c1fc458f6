import type { HttpAnswer, Machine, PathHandler } from "../service.ts";
import { clusterArn, containerArn, revision, taskArn } from "./arns.ts";
import { containerStatus, imageOf } from "./task-shape.ts";
import type { TaskStore } from "./task-store.ts";
import type { Task } from "./task.ts";

/** The metadata endpoint that a container finds at `ECS_CONTAINER_METADATA_URI_V4`. */
export function taskMetadata(store: TaskStore): PathHandler {
  return ({ method, segments }) => {
    const [version, runtimeId = "", ...rest] = segments;
    if (version !== "v4" || method !== "GET") return undefined;
    const task = store.find(runtimeId.slice(0, runtimeId.lastIndexOf("-")));
    const isKnown = task !== undefined && task.container.runtimeId === runtimeId;
    return { answer: () => (isKnown ? answer(store.machine, task, rest.join("/")) : notFound) };
  };
}

const notFound: HttpAnswer = { status: 404, body: { message: "There is no such metadata." } };

function answer(machine: Machine, task: Task, what: string): HttpAnswer {
  switch (what) {
    case "":
      return { status: 200, body: container(machine, task) };
    case "task":
    case "taskWithTags":
      return { status: 200, body: describe(machine, task) };
    case "stats":
      return { status: 200, body: stats(task) };
    case "task/stats":
      return { status: 200, body: { [task.container.runtimeId]: stats(task) } };
    default:
      return notFound;
  }
}

function describe(machine: Machine, task: Task): object {
  return {
    Cluster: clusterArn(machine, task.cluster),
    TaskARN: taskArn(machine, task),
    Family: task.family,
    Revision: String(revision),
    DesiredStatus: task.desiredStatus,
    KnownStatus: task.lastStatus,
    Limits: { CPU: Number(task.cpu) / 1024, Memory: Number(task.memory) },
    PullStartedAt: iso(task.pullStartedAt),
    PullStoppedAt: iso(task.pullStoppedAt),
    AvailabilityZone: `${machine.region}a`,
    LaunchType: "FARGATE",
    Containers: [container(machine, task)],
    TaskTags: Object.fromEntries(task.tags.map(({ key, value }) => [key, value])),
  };
}

function container(machine: Machine, task: Task): object {
  const { name, runtimeId, cpu, memory, logGroup, logStream } = task.container;
  return {
    DockerId: runtimeId,
    Name: name,
    DockerName: name,
    Image: imageOf(task.family),
    Labels: {
      "com.amazonaws.ecs.cluster": clusterArn(machine, task.cluster),
      "com.amazonaws.ecs.container-name": name,
      "com.amazonaws.ecs.task-arn": taskArn(machine, task),
      "com.amazonaws.ecs.task-definition-family": task.family,
      "com.amazonaws.ecs.task-definition-version": String(revision),
    },
    DesiredStatus: task.desiredStatus,
    KnownStatus: containerStatus(task),
    Limits: { CPU: cpu ?? 0, ...(memory === undefined ? {} : { Memory: memory }) },
    CreatedAt: iso(task.createdAt),
    StartedAt: iso(task.startedAt),
    Type: "NORMAL",
    Networks: [{ NetworkMode: "awsvpc", IPv4Addresses: [task.network.address] }],
    ContainerARN: containerArn(machine, task),
    LogDriver: "awslogs",
    LogOptions: {
      "awslogs-group": logGroup,
      "awslogs-region": machine.region,
      "awslogs-stream": logStream,
    },
  };
}

function stats(task: Task): object {
  return { name: task.container.name, id: task.container.runtimeId };
}

function iso(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
