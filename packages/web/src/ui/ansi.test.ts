import { describe, expect, test } from "vitest";

import { parseAnsi, stripAnsi } from "./ansi.ts";

const esc = "\u001B[";

describe("parseAnsi", () => {
  test("plain text is one run, an empty line none", () => {
    expect(parseAnsi("hello")).toEqual([{ text: "hello" }]);
    expect(parseAnsi("")).toEqual([]);
  });

  test("a colour lasts until it is reset", () => {
    expect(parseAnsi(`a${esc}31mred${esc}0mb`)).toEqual([
      { text: "a" },
      { text: "red", foreground: 1 },
      { text: "b" },
    ]);
  });

  test("an empty parameter is a reset", () => {
    expect(parseAnsi(`${esc}1mbold${esc}mplain`)).toEqual([
      { text: "bold", bold: true },
      { text: "plain" },
    ]);
  });

  test("several codes in one, and each switched off alone", () => {
    expect(parseAnsi(`${esc}1;4;93;44mx${esc}22my${esc}24;39mz`)).toEqual([
      { text: "x", bold: true, underline: true, foreground: 11, background: 4 },
      { text: "y", underline: true, foreground: 11, background: 4 },
      { text: "z", background: 4 },
    ]);
  });

  test("palette and true colours take their numbers, which are not read as codes", () => {
    expect(parseAnsi(`${esc}38;5;208;1mx`)).toEqual([{ text: "x", foreground: 208, bold: true }]);
    expect(parseAnsi(`${esc}48;2;1;2;300mx`)).toEqual([{ text: "x", background: "rgb(1 2 255)" }]);
    expect(parseAnsi(`${esc}38:5:9mx`)).toEqual([{ text: "x", foreground: 9 }]);
  });

  test("cursor movements, titles and links leave only their text", () => {
    const link = "\u001B]8;;https://example.com\u0007here\u001B]8;;\u0007";
    expect(parseAnsi(`${esc}2K${esc}1Gdone ${link}`)).toEqual([
      { text: "done " },
      { text: "here" },
    ]);
  });

  test("markup stays text", () => {
    expect(parseAnsi("<img src=x onerror=alert(1)>")).toEqual([
      { text: "<img src=x onerror=alert(1)>" },
    ]);
  });
});

test("stripped text is what a reader sees", () => {
  expect(stripAnsi(`${esc}32mok${esc}0m 12${esc}K`)).toBe("ok 12");
});
