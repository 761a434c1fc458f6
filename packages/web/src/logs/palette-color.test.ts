import { expect, test } from "vitest";

import { paletteColor } from "./palette-color.ts";

test("the 256 colours of a terminal: 16 names, a cube, a row of greys", () => {
  expect(paletteColor(1)).toContain("light-dark");
  expect(paletteColor(16)).toBe("rgb(0 0 0)");
  expect(paletteColor(208)).toBe("rgb(255 135 0)");
  expect(paletteColor(231)).toBe("rgb(255 255 255)");
  expect(paletteColor(255)).toBe("rgb(238 238 238)");
  expect(paletteColor("rgb(1 2 3)")).toBe("rgb(1 2 3)");
  expect(paletteColor(undefined)).toBeUndefined();
});
