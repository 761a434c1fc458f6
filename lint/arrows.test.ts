import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A file that a rule has to refuse, and a word of the sentence that the rule says. */
interface Probe {
  file: string;
  source: string;
  says: string;
}

const refused: Record<string, Probe> = {
  "core reaches into the API": {
    file: "packages/core/src/probe.ts",
    source: `import "@longhaul/api/client";`,
    says: "packages/core may import only",
  },
  "core reaches into a sibling's source": {
    file: "packages/core/src/job/probe.ts",
    source: `import "../../../local/src/start.ts";`,
    says: "packages/core may import only",
  },
  "the domain imports an AWS client": {
    file: "packages/core/src/job/probe.ts",
    source: `import "@aws-sdk/client-ecs";`,
    says: "The domain takes infrastructure as a port",
  },
  "the domain imports its own adapter": {
    file: "packages/core/src/job/probe.ts",
    source: `import "../aws/fargate-tasks.ts";`,
    says: "The domain takes infrastructure as a port",
  },
  "local imports the product": {
    file: "packages/local/src/probe.ts",
    source: `import "@longhaul/core/job/job";`,
    says: "packages/local may import only: none of ours",
  },
  "the API imports a job type's code": {
    file: "packages/api/src/probe.ts",
    source: `import "@longhaul/jobs/simulate/run";`,
    says: "never their code",
  },
  "the API imports the worker": {
    file: "packages/api/src/probe.ts",
    source: `import "@longhaul/worker/run-job";`,
    says: "packages/api may import only",
  },
  "a route wires AWS": {
    file: "packages/api/src/routes/probe.ts",
    source: `import "@longhaul/core/aws/aws-ports";`,
    says: "Only *.lambda.ts and main.ts wire AWS",
  },
  "durable imports the worker": {
    file: "packages/durable/src/probe.ts",
    source: `import "@longhaul/worker/run-job";`,
    says: "packages/durable may import only",
  },
  "the dashboard imports the domain": {
    file: "packages/web/src/probe.ts",
    source: `import "@longhaul/core/job/job";`,
    says: "packages/web may import only",
  },
  "the worker imports the API": {
    file: "packages/worker/src/probe.ts",
    source: `import "@longhaul/api/client";`,
    says: "packages/worker may import only",
  },
  "a domain file reads the environment": {
    file: "packages/core/src/job/probe.ts",
    source: `export const probe = process.env["HOME"];`,
    says: "process.env",
  },
  "replayed code reads the clock": {
    file: "packages/durable/src/workflow/probe.ts",
    source: `export const probe = Date.now();`,
    says: "Date",
  },
  "replayed code rolls a die": {
    file: "packages/durable/src/workflow/probe.ts",
    source: `export const probe = Math.random();`,
    says: "random",
  },
};

const allowed: Record<string, Omit<Probe, "says">> = {
  "the API imports a definition": {
    file: "packages/api/src/probe.ts",
    source: `import "@longhaul/jobs/job-types";`,
  },
  "an entry wires AWS": {
    file: "packages/durable/src/probe.lambda.ts",
    source: `import "@longhaul/core/aws/aws-ports";`,
  },
  "an adapter imports an AWS client": {
    file: "packages/core/src/aws/probe.ts",
    source: `import "@aws-sdk/client-ecs";`,
  },
  "the worker imports the domain": {
    file: "packages/worker/src/probe.ts",
    source: `import "@longhaul/core/work/start-work";`,
  },
};

const reportSchema = z.object({
  diagnostics: z.array(
    z.object({ message: z.string(), help: z.string().optional(), filename: z.string() }),
  ),
});

/** The probes lie in a tree of their own, laid out as this one, so that the checkout stays clean. */
describe("the dependency arrows", () => {
  let folder: string;
  const said = new Map<string, string>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "longhaul-lint-"));
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    await copyFile(join(root, "oxlint.config.ts"), join(folder, "oxlint.config.ts"));
    const probes = Object.entries({ ...refused, ...allowed });
    const files = new Map(
      probes.map(([title, { file }], index) => [title, file.replace("probe.", `probe-${index}.`)]),
    );
    for (const [title, { source }] of probes) {
      const path = join(folder, files.get(title) ?? "");
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, `${source}\n`);
    }
    const diagnostics = await lint(folder);
    for (const [title, file] of files) {
      const ofFile = diagnostics.filter((diagnostic) => diagnostic.filename === file);
      said.set(title, ofFile.map(({ message, help }) => `${message} ${help ?? ""}`).join("\n"));
    }
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(Object.entries(refused))("refuse when %s", (title, probe) => {
    expect(said.get(title)).toContain(probe.says);
  });

  test.each(Object.keys(allowed))("accept when %s", (title) => {
    expect(said.get(title)).toBe("");
  });
});

async function lint(folder: string): Promise<z.infer<typeof reportSchema>["diagnostics"]> {
  const oxlint = join(root, "node_modules/.bin/oxlint");
  const { stdout } = await promisify(execFile)(oxlint, ["--format", "json", "packages"], {
    cwd: folder,
  }).catch((error: unknown) => z.object({ stdout: z.string() }).parse(error));
  return reportSchema.parse(JSON.parse(stdout)).diagnostics;
}
