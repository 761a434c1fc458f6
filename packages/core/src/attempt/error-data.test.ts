import { expect, test } from "vitest";

import { errorDataOf, readErrorData } from "./error-data.ts";

const error = { code: "ValueError", message: "bad row" };

test("whether an error can be retried survives the way through Lambda", () => {
  for (const isRetryable of [true, false]) {
    expect(readErrorData(errorDataOf({ ...error, isRetryable }))).toEqual({ isRetryable });
  }
  expect(errorDataOf(error)).toBeUndefined();
});

test.each([undefined, "", "not JSON", "null", "3", "[]", '{"isRetryable":"no"}', '{"rows":3}'])(
  "data of another kind says nothing: %s",
  (errorData) => {
    expect(readErrorData(errorData)).toEqual({});
  },
);
