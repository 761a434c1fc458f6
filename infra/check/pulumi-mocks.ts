import { z } from "zod";

import type { Resource } from "./graph-schema.ts";
import { answerCall } from "./mock-calls.ts";
import { stateOf } from "./mock-state.ts";
import { requirePlatform } from "./project.ts";

interface App {
  name: string;
  stage: string;
}

interface ResourceRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProtect(): boolean;
  getRetainondelete(): boolean;
}
interface OutputsRequest {
  getUrn(): string;
  getOutputs(): { toJavaScript(): Record<string, unknown> } | undefined;
}
interface Monitor {
  newUrn(parent: string, type: string, name: string): string;
  registerResourceOutputs: (this: Monitor, request: OutputsRequest, callback: unknown) => unknown;
  registerResource: (this: Monitor, request: ResourceRequest, callback: unknown) => Promise<void>;
}
interface NewResource {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
  id?: string;
  custom?: boolean;
}
interface Pulumi {
  runtime: {
    setMocks(
      mocks: object,
      project: string,
      stack: string,
      preview: boolean,
      org: string,
    ): Promise<void>;
    runInPulumiStack(program: () => Promise<unknown>): Promise<Record<string, unknown>>;
    disconnect(): Promise<void>;
  };
}

export interface Mocks {
  resources: Resource[];
  problems: Set<string>;
  /** What `Resource.<name>` of SST would be, of each component. */
  links: Record<string, unknown>;
  /** What `sst dev` runs in the place of each task. */
  liveTasks: unknown[];
  runStack(program: () => Promise<unknown>): Promise<Record<string, unknown>>;
}

/** Puts mocks in the place of Pulumi's engine: they record each resource and answer with plausible outputs. */
export async function mockPulumi(app: App): Promise<Mocks> {
  const pulumi: Pulumi = requirePlatform("@pulumi/pulumi");
  const { MockMonitor }: { MockMonitor: { prototype: Monitor } } = requirePlatform(
    "@pulumi/pulumi/runtime/mocks",
  );
  const resources: Resource[] = [];
  const problems = new Set<string>();
  const urns = new Set<string>();
  const links: Record<string, unknown> = {};
  const liveTasks: unknown[] = [];
  const { registerResource, registerResourceOutputs } = MockMonitor.prototype;
  Object.assign(MockMonitor.prototype, {
    /** As the engine makes them: with the parent's whole type, but no prefix for children of the stack. */
    newUrn(parent: string, type: string, name: string): string {
      const parentType = parent.split("::")[2];
      const isTop = parentType === undefined || parentType === "pulumi:pulumi:Stack";
      const qualified = isTop ? type : `${parentType}$${type}`;
      return [`urn:pulumi:${app.stage}`, app.name, qualified, name].join("::");
    },
    async registerResource(this: Monitor, request: ResourceRequest, callback: unknown) {
      const urn = this.newUrn(request.getParent(), request.getType(), request.getName());
      if (urns.has(urn)) problems.add(`Two resources have the URN ${urn}.`);
      urns.add(urn);
      const before = resources.length;
      await registerResource.call(this, request, callback);
      const made = resources
        .slice(before)
        .find(({ type, name }) => type === request.getType() && name === request.getName());
      if (made === undefined) return;
      made.protect = request.getProtect();
      made.retainOnDelete = request.getRetainondelete();
    },
  });
  Object.assign(MockMonitor.prototype, {
    registerResourceOutputs(this: Monitor, request: OutputsRequest, callback: unknown) {
      const outputs = request.getOutputs()?.toJavaScript() ?? {};
      if (request.getUrn().includes("sst:sst:LinkRef")) {
        const { target, properties } = linkSchema.parse(outputs);
        links[target] = plain(properties);
      }
      if ("_task" in outputs) liveTasks.push(outputs["_task"]);
      return registerResourceOutputs.call(this, request, callback);
    },
  });
  await pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs, id, custom = false }: NewResource) {
        const plain = withoutSecrets(inputs);
        resources.push({
          type,
          name,
          inputs: plain,
          custom,
          protect: false,
          retainOnDelete: false,
        });
        return custom
          ? {
              id: id === undefined || id === "" ? `${name}-id` : id,
              state: stateOf(type, name, plain),
            }
          : { id: undefined, state: inputs };
      },
      call: answerCall,
    },
    app.name,
    app.stage,
    false,
    "organization",
  );
  return {
    resources,
    problems,
    links,
    liveTasks,
    async runStack(program) {
      const outputs = await pulumi.runtime.runInPulumiStack(program);
      await pulumi.runtime.disconnect();
      return outputs;
    },
  };
}

const linkSchema = z.object({ target: z.string(), properties: z.unknown() });

/** Pulumi's mark of a secret among a mock's inputs. */
const secretMark = "4dabf18193072939515e22adb298388d";

function withoutSecrets(inputs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, plain(value)]));
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if (secretMark in value && "value" in value) return plain(value.value);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}
