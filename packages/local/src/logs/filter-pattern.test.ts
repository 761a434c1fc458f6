import { expect, test } from "vitest";

import { filterPattern } from "./filter-pattern.ts";

const order = JSON.stringify({
  level: "ERROR",
  executionArn: "arn:aws:lambda:r:1:function:f:$LATEST/durable-execution/n/u",
  status: 503,
  took: 1.5,
  ok: false,
  gone: null,
  user: { id: "u-1", "odd key": "x" },
  items: [{ sku: "a" }, { sku: "b" }],
});
const access =
  '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';

test.each([
  '{ $.level = "ERROR" }',
  "{$.level=ERROR}",
  '{ $.executionArn = "arn:aws:lambda:r:1:function:f:$LATEST/durable-execution/n/u" }',
  '{ $.level = "E*R" }',
  '{ $.level != "WARN" }',
  "{ $.level = %^ERR|^WARN% }",
  "{ $.status = 503 }",
  "{ $.status = 5.03e2 }",
  "{ $.status = 5* }",
  "{ $.status >= 500 && $.status < 504 }",
  "{ $.took > 1 }",
  "{ $.ok IS FALSE }",
  "{ $.gone IS NULL }",
  "{ $.missing NOT EXISTS }",
  '{ $.user.id = "*" }',
  "{ $.user['odd key'] = x }",
  "{ $.items[1].sku = b }",
  "{ $.items[*].sku = b }",
  '{ ($.level = "WARN" || $.level = "ERROR") && ($.status = 404 || $.status = 503) }',
  '{ $.level = "ERROR" || $.level = "WARN" && $.status = 1 }',
])("%s finds a line of JSON for which it is true", (pattern) => {
  expect(filterPattern(pattern)(order)).toBe(true);
});

test.each([
  '{ $.level = "error" }',
  '{ $.level != "ERROR" }',
  '{ $.missing != "a" }',
  "{ $.missing = * }",
  "{ $.user = * }",
  "{ $.status > 503 }",
  "{ $.level > 1 }",
  "{ $.ok IS TRUE }",
  "{ $.level IS NULL }",
  "{ $.gone NOT EXISTS }",
  "{ $.items[2].sku = * }",
  "{ $.level = %^ERR$% }",
])("%s passes over a line of JSON for which it is false", (pattern) => {
  expect(filterPattern(pattern)(order)).toBe(false);
});

test("what is no JSON is never found by a pattern for JSON", () => {
  const isFound = filterPattern("{ $.missing NOT EXISTS }");
  expect(["", "plain", "{broken", '"text"', "7"].filter(isFound)).toEqual([]);
});

test.each([
  "[ip, env, user, time, request, status, bytes]",
  "[..., status = 4*, bytes]",
  "[ip = 127.*, ..., bytes > 1000]",
  '[ip, env = Prod, ..., request = "GET /index.html*", status = 404 || status = 410, bytes]',
  "[ip, env != Test && env != Beta, ...]",
  "[..., status = %^4% , bytes]",
])("%s finds a line by its words", (pattern) => {
  expect(filterPattern(pattern)(access)).toBe(true);
});

test.each(["[ip, env]", "[..., status = 5*, bytes]", "[a, b, c, d, e, f, g, ..., h]"])(
  "%s passes over a line of other words",
  (pattern) => {
    expect(filterPattern(pattern)(access)).toBe(false);
  },
);

test("among terms, a regular expression stands between two %", () => {
  const isFound = filterPattern("%time[dr]\\sout% -quick");
  expect(["timed out", "quick: timed out", "time out"].filter(isFound)).toEqual(["timed out"]);
  expect(filterPattern("50%")("grew by 50%")).toBe(true);
});

test.each([
  "{ $.a }",
  "{ $.a = }",
  "{ $.a = 1",
  "{ $.a = 1 } x",
  "{ a = 1 }",
  "{ $.a > b }",
  "{ $.a = %(x)% }",
  "{ ($.a = 1 }",
  "[a, ..., b, ...]",
  "[a",
  "[]",
  "%[%",
  '"open',
])("%s is refused", (pattern) => {
  expect(() => filterPattern(pattern)).toThrow(/Invalid filter pattern: /);
});
