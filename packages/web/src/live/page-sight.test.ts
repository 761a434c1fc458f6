import { expect, test } from "vitest";

import { pageSight } from "./page-sight.ts";

const pageThatIs = (visibilityState: DocumentVisibilityState) =>
  Object.assign(new EventTarget(), { visibilityState });

test("a tab opened in the background is out of sight from its first moment, until it is looked at", () => {
  const page = pageThatIs("hidden");
  const sight = pageSight(page);
  expect(sight.isVisible()).toBe(false);
  let told = 0;
  sight.subscribe(() => (told += 1));
  page.visibilityState = "visible";
  page.dispatchEvent(new Event("visibilitychange"));
  expect(sight.isVisible()).toBe(true);
  expect(told).toBe(1);
});

test("a page in front can be seen from its first moment", () => {
  expect(pageSight(pageThatIs("visible")).isVisible()).toBe(true);
});
