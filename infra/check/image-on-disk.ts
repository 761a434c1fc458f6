import { execFile } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { z } from "zod";

import { copyFromCheckout, copyFromStage, parseCopy } from "./copy-instruction.ts";
import { ignoredBy } from "./ignore-file.ts";
import { root } from "./project.ts";

/** A container of the image: what it runs, and where. */
export interface ImageOnDisk {
  command: string[];
  directory: string;
  environment: Record<string, string>;
}

interface Stage extends ImageOnDisk {
  /** What is `/` in the image. */
  folder: string;
}

interface Build {
  stages: Map<string, Stage>;
  isIgnored: (path: string) => boolean;
  /** The image's one working directory, in which all is that it has of ours. */
  workdir: string;
}

const run = promisify(execFile);

/**
 * Does what the instructions of a Dockerfile say with folders in the place of images: each stage starts empty, COPY takes
 * what the ignore file leaves, RUN runs on this machine. Throws at an instruction that it does not know.
 */
export async function buildOnDisk(dockerfile: string, target: string): Promise<ImageOnDisk> {
  const text = readFileSync(join(root, dockerfile), "utf8");
  const build: Build = {
    stages: new Map(),
    isIgnored: ignoredBy(readFileSync(join(root, `${dockerfile}.dockerignore`), "utf8")),
    workdir: /^WORKDIR (\S+)$/m.exec(text)?.[1] ?? "/",
  };
  let stage: Stage | undefined;
  for (const [instruction, rest] of instructionsOf(text)) {
    if (instruction === "FROM") stage = from(build, rest, target);
    else if (stage === undefined) throw new Error(`${instruction} stands before FROM.`);
    else await follow(build, stage, instruction, rest);
  }
  if (stage === undefined) throw new Error(`${dockerfile} has no FROM.`);
  return stage;
}

function from({ stages, workdir }: Build, rest: string, target: string): Stage {
  const name = / AS (\w+)$/.exec(rest)?.[1] ?? String(stages.size);
  const folder = join(target, name);
  const stage = { folder, directory: join(folder, workdir), command: [], environment: {} };
  mkdirSync(stage.directory, { recursive: true });
  stages.set(name, stage);
  return stage;
}

async function follow(
  { stages, isIgnored, workdir }: Build,
  stage: Stage,
  instruction: string,
  rest: string,
): Promise<void> {
  const onDisk = (text: string) => text.replaceAll(workdir, stage.directory);
  switch (instruction) {
    case "COPY": {
      const { from: name, sources, to } = parseCopy(rest);
      const target = to.startsWith("/") ? join(stage.folder, to) : join(stage.directory, to);
      const earlier = stages.get(name ?? "");
      if (name !== undefined && earlier === undefined)
        throw new Error(`There is no stage ${name}.`);
      for (const source of sources) {
        if (earlier === undefined) copyFromCheckout(source, target, isIgnored);
        else copyFromStage(join(earlier.folder, source), target);
      }
      return;
    }
    case "ENV":
      for (const pair of rest.split(" ")) {
        const [name = "", value = ""] = pair.split("=");
        stage.environment[name] = onDisk(value);
      }
      return;
    case "RUN":
      await run("sh", ["-c", onDisk(rest)], {
        cwd: stage.directory,
        // How npm reaches its registry is this machine's to say.
        env: { ...process.env, ...stage.environment },
        timeout: 100_000,
      });
      return;
    case "CMD":
      stage.command = z.array(z.string()).parse(JSON.parse(rest));
      return;
    case "WORKDIR":
      if (rest !== workdir) throw new Error(`WORKDIR ${rest} is a second one.`);
      return;
    // Of a container, which this is not.
    case "USER":
    case "VOLUME":
      return;
    default:
      throw new Error(`${instruction} is not known here.`);
  }
}

/** An instruction and what follows it, with continued lines as one. */
function instructionsOf(dockerfile: string): [string, string][] {
  return dockerfile
    .replaceAll(/^#.*\n/gm, "")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [, instruction = "", rest = ""] = /^(\w+) +(.*)$/.exec(line) ?? [];
      return [instruction, rest.trim()];
    });
}
