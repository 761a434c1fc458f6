import { casesOf } from "./cases-of.ts";
import type { Mutation } from "./mutation.ts";

const packages = ["api", "core", "durable", "jobs", "local", "web", "worker"];
const written = "%s is what a deploy would write: else run `npm run sst-types`";
const checked = "packages/%s/sst-env.d.ts is among what its package type-checks";

/** Of the types that a deploy writes. */
export const typesMutations: Mutation[] = [
  {
    file: "sst-env.d.ts",
    from: '"Jobs": {\n      "name": string',
    to: '"Jobs": {\n      "name": any',
    fails: casesOf(written, ["sst-env.d.ts"]),
  },
  {
    file: "infra/storage.ts",
    from: 'new sst.aws.Dynamo("Jobs"',
    to: 'new sst.aws.Dynamo("Work"',
    fails: casesOf(written, ["sst-env.d.ts"]),
  },
  ...packages.map((name) => ({
    file: `packages/${name}/sst-env.d.ts`,
    from: '/// <reference path="../../sst-env.d.ts" />\n',
    to: "",
    fails: [...casesOf(written, [`packages/${name}/sst-env.d.ts`]), ...casesOf(checked, [name])],
  })),
  {
    file: "tsconfig.base.json",
    from: '"include": ["${configDir}/src", "${configDir}/*.ts"]',
    to: '"include": ["${configDir}/src"]',
    fails: casesOf(checked, packages),
  },
];
