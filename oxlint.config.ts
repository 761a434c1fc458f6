import { defineConfig } from "oxlint";

/** The dependency arrows: package → the packages it may import. */
const arrows: Record<string, string[]> = {
  core: [],
  local: [],
  jobs: ["core"],
  api: ["core", "jobs"],
  durable: ["core"],
  worker: ["core", "jobs"],
  web: ["api"],
};

const names = Object.keys(arrows);
const tests = ["**/*.test.{ts,tsx}", "**/*.contract.ts", "**/src/test/**"];

/** Our own packages `name` must not import, by package name or by reaching into a sibling's source. */
function beyond(name: string) {
  const allowed = arrows[name] ?? [];
  const others = names.filter((other) => other !== name && !allowed.includes(other)).join("|");
  return {
    regex: `^@longhaul/(${others})(/|$)|^(\\.\\./)+(${names.join("|")})/src/`,
    message: `packages/${name} may import only: ${allowed.join(", ") || "none of ours"}.`,
  };
}

const domainKnowsNothing = {
  regex: "^(@aws-sdk|hono|sst)(/|$)|/aws/",
  message: "The domain takes infrastructure as a port; implement it in core/src/aws.",
};

const definitionsOnly = {
  regex: "^@longhaul/jobs/(.+/run|job-runs)$",
  message: "The API takes the definitions of job types, never their code.",
};

const entriesWireAws = {
  regex: "^@longhaul/core/aws/|^sst(/|$)",
  message: "Only *.lambda.ts and main.ts wire AWS; everything else takes ports.",
};

const forbid = (
  ...patterns: object[]
): { "no-restricted-imports": ["error", { patterns: object[] }] } => ({
  "no-restricted-imports": ["error", { patterns }],
});

// The last matching override wins, so each list below goes from the general to the particular.
export default defineConfig({
  plugins: ["typescript", "unicorn", "oxc", "import", "node", "promise", "react", "vitest"],
  categories: { correctness: "error" },
  rules: {
    "import/no-cycle": "error",
    "import/no-default-export": "error",
    "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
    "node/no-process-env": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-misused-promises": "error",
    "typescript/no-non-null-assertion": "error",
    "typescript/only-throw-error": "error",
    "typescript/switch-exhaustiveness-check": "error",
    "unicorn/filename-case": ["error", { case: "kebabCase" }],
    "unicorn/prefer-node-protocol": "error",
  },
  overrides: [
    ...names.map((name) => ({
      files: [`packages/${name}/src/**`],
      excludeFiles: tests,
      rules: forbid(beyond(name), entriesWireAws),
    })),
    {
      files: ["packages/core/src/**"],
      excludeFiles: tests,
      rules: forbid(beyond("core"), domainKnowsNothing),
    },
    { files: ["packages/core/src/aws/**"], excludeFiles: tests, rules: forbid(beyond("core")) },
    {
      files: ["packages/api/src/**"],
      excludeFiles: tests,
      rules: forbid(beyond("api"), entriesWireAws, definitionsOnly),
    },
    ...names.map((name) => ({
      files: [`packages/${name}/src/*.lambda.ts`, `packages/${name}/src/main.ts`],
      rules: { ...forbid(beyond(name)), "node/no-process-env": "off" as const },
    })),
    {
      // Tests may start the local AWS and set what a child process reads.
      files: tests,
      rules: { "node/no-process-env": "off" as const },
    },
    {
      // Workflow code replays: anything that differs between two runs belongs in a step.
      files: ["packages/durable/src/workflow/**"],
      rules: {
        "no-restricted-globals": [
          "error",
          "Date",
          "crypto",
          "fetch",
          "performance",
          "process",
          "setInterval",
          "setTimeout",
        ],
        "no-restricted-properties": ["error", { object: "Math", property: "random" }],
      },
    },
    {
      files: [
        "dev/**",
        "bench/**",
        "e2e/**",
        "examples/**",
        "sst.config.ts",
        "infra/**",
        "packages/local/src/{main,fault-cli}.ts",
      ],
      rules: { "node/no-process-env": "off" as const },
    },
    {
      files: ["**/*.config.ts"],
      rules: { "import/no-default-export": "off", "node/no-process-env": "off" as const },
    },
  ],
});
