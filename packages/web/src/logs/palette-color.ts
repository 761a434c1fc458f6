/** The 16 names of a terminal, readable on the panel in both themes. */
const named = [
  "light-dark(#14171f, #8e95a3)",
  "light-dark(#b3151f, #ff8079)",
  "light-dark(#1a7042, #5fd08f)",
  "light-dark(#855600, #f0b95a)",
  "light-dark(#1d4fd0, #74a5ff)",
  "light-dark(#8b2fb0, #d8a4ff)",
  "light-dark(#0b6b80, #5cc8dd)",
  "light-dark(#454b58, #d5d9e0)",
  "light-dark(#5f6675, #8e95a3)",
  "light-dark(#c21c28, #ff9993)",
  "light-dark(#12703c, #7fe0a8)",
  "light-dark(#805000, #ffd07a)",
  "light-dark(#2a5be0, #93baff)",
  "light-dark(#9a35c0, #e3bcff)",
  "light-dark(#09697e, #83d9ea)",
  "light-dark(#14171f, #eceef2)",
];

/** A CSS colour for an entry of the terminal's 256 colours; a colour that is one already stays. */
export function paletteColor(color: number | string | undefined): string | undefined {
  if (typeof color !== "number") return color;
  if (color < 16) return named[color];
  if (color >= 232) return gray((color - 232) * 10 + 8);
  const cube = color - 16;
  const [red, green, blue] = [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(level);
  return `rgb(${red} ${green} ${blue})`;
}

const gray = (value: number) => `rgb(${value} ${value} ${value})`;
const level = (step: number) => (step === 0 ? 0 : 55 + step * 40);
