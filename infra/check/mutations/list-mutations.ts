import type { Mutation } from "./mutation.ts";

/** Of this list. */
export const listMutations: Mutation[] = [
  {
    file: "infra/check/storage.check.test.ts",
    from: 'test("the table has the keys',
    to: 'test("the table has all keys',
    fails: [
      "each test is named by a mistake that makes it fail",
      "each mistake names tests that there are",
    ],
  },
  {
    file: "infra/storage.ts",
    from: "recoveryPeriodInDays: 35",
    to: "recoveryPeriodInDays: 36",
    fails: "each mistake can be made: its text is there once",
    variant: [],
  },
];
