import { expect, test } from "vitest";

import { shortenText } from "./shorten-text.ts";

test("a text that is cut ends with an ellipsis, within its length", () => {
  expect(shortenText("abcdef", 4)).toBe("abc…");
  expect(shortenText("abcd", 4)).toBe("abcd");
});

test.each([2, 3, 4, 5])("no cut leaves half a character: at %i", (length) => {
  const text = shortenText("x🚀🚀🚀", length);
  expect(text.isWellFormed()).toBe(true);
  expect(text.length).toBeLessThanOrEqual(length);
});

test("half a character that was there is replaced", () => {
  expect(shortenText("x\ud83d", 10)).toBe("x\ufffd");
});
