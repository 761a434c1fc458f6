import type { Mutation } from "./mutation.ts";

const file = "packages/worker/Dockerfile";
const user = "the image runs as its user node";
const compiled =
  "the image is compiled by the user that runs it, since node keeps a cache for each";
const starts = "the image starts the worker itself, without a shell that would keep SIGTERM";
const node = "the image is of one version of Node, which is that of the checkout";
const content = "the image has what was built, and nothing that it was built from";
const cached = "a task of the image compiles nothing that was compiled when it was built";
const compile = "RUN node main.cjs --load-all\n";
const start = 'CMD ["node", "main.cjs"]';

/** Of the worker's image. */
export const imageMutations: Mutation[] = [
  {
    file,
    from: 'VOLUME ["/tmp"]',
    to: "",
    fails:
      "the image makes /tmp a volume, so that its user may write into what Fargate mounts there",
  },
  { file, from: "USER node\n", to: "", fails: [user, compiled] },
  { file, from: start, to: `USER root\n${start}`, fails: user },
  { file, from: compile, to: "", fails: [compiled, content, cached] },
  { file, from: start, to: "CMD node main.cjs", fails: starts },
  { file, from: start, to: `ENTRYPOINT ["sh", "-c"]\n${start}`, fails: starts },
  { file, from: "BUILDPLATFORM node:24.21.0-slim", to: "BUILDPLATFORM node:24-slim", fails: node },
  {
    file: "packages/worker/Dockerfile.dockerignore",
    from: "\n.sst\n",
    to: "\n",
    fails: "the image's ignore file names .sst, or a deploy would add that line to it",
  },
  {
    file,
    from: "/home/node/dist ./",
    to: "/home/node/packages/worker /home/node/dist ./",
    fails: content,
  },
  {
    file,
    from: "RUN node packages/worker/build.ts dist",
    to: "RUN node packages/worker/build.ts dist && head -c 6000000 /dev/zero > dist/more.cjs",
    fails: content,
  },
  { file, from: compile, to: "RUN node main.cjs || true\n", fails: cached },
  {
    file: "packages/worker/src/run-job.ts",
    from: "  const { jobId, attempt } = task;\n  const failed",
    to: "  const { jobId, attempt } = task;\n  if (attempt === 1) process.exit(3);\n  const failed",
    fails: "the worker does a job with nothing but what is in its image",
  },
  {
    file: "packages/worker/src/shutdown.ts",
    from: '  process.on("SIGTERM", stop);\n',
    to: "",
    fails: "SIGTERM reaches the worker: it says itself that a cancelled job has ended",
  },
];
