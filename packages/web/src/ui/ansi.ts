export interface AnsiSpan {
  text: string;
  /** Palette index 0 to 255, or a colour. */
  foreground?: number | string;
  background?: number | string;
  bold?: true;
  dim?: true;
  italic?: true;
  underline?: true;
  inverse?: true;
}

type Style = Omit<AnsiSpan, "text">;

// CSI and OSC sequences, and the two-byte escapes.
const escapes =
  // oxlint-disable-next-line no-control-regex
  /\u001B(?:\[([0-9;:]*)([ -/]*[@-~])|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|[@-Z\\-_])/g;

/** A line as runs of one look: colours and weights (SGR) are kept, everything else a terminal would do is dropped. */
export function parseAnsi(line: string): AnsiSpan[] {
  const spans: AnsiSpan[] = [];
  let style: Style = {};
  let from = 0;
  const push = (text: string) => {
    if (text !== "") spans.push({ text, ...style });
  };
  for (const match of line.matchAll(escapes)) {
    push(line.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[2] === "m") style = applySgr(style, match[1] ?? "");
  }
  push(line.slice(from));
  return spans;
}

/** The text alone, as search and copying want it. */
export const stripAnsi = (line: string): string => line.replace(escapes, "");

function applySgr(before: Style, parameters: string): Style {
  const codes = parameters.split(/[;:]/).map(Number);
  let style = { ...before };
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] ?? 0;
    if (code === 38 || code === 48) {
      const { color, used } = extendedColor(codes.slice(index + 1));
      if (color !== undefined)
        style = { ...style, [code === 38 ? "foreground" : "background"]: color };
      index += used;
    } else {
      style = applyCode(style, code);
    }
  }
  return style;
}

function applyCode(style: Style, code: number): Style {
  if (code === 0) return {};
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 3) return { ...style, italic: true };
  if (code === 4) return { ...style, underline: true };
  if (code === 7) return { ...style, inverse: true };
  if (code === 22) return without(style, "bold", "dim");
  if (code === 23) return without(style, "italic");
  if (code === 24) return without(style, "underline");
  if (code === 27) return without(style, "inverse");
  if (code >= 30 && code <= 37) return { ...style, foreground: code - 30 };
  if (code >= 40 && code <= 47) return { ...style, background: code - 40 };
  if (code >= 90 && code <= 97) return { ...style, foreground: code - 82 };
  if (code >= 100 && code <= 107) return { ...style, background: code - 92 };
  if (code === 39) return without(style, "foreground");
  if (code === 49) return without(style, "background");
  return style;
}

function without(style: Style, ...names: (keyof Style)[]): Style {
  const next = { ...style };
  for (const name of names) delete next[name];
  return next;
}

/** What follows a 38 or 48: `5;n` is the palette, `2;r;g;b` a colour; `used` counts the numbers that it took. */
function extendedColor([mode, ...rest]: number[]): { color?: number | string; used: number } {
  const [first = 0, green = 0, blue = 0] = rest;
  if (mode === 5) return { color: clamp(first), used: 2 };
  if (mode === 2) return { color: `rgb(${clamp(first)} ${clamp(green)} ${clamp(blue)})`, used: 4 };
  return { used: 0 };
}

const clamp = (value: number) => Math.min(255, Math.max(0, Math.trunc(value) || 0));
