import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** What a browser may have to load before it shows a page: gzipped, in kB of 1000 bytes. */
const budgets = [
  { entry: "index.html", js: 180, css: 15 },
  { entry: "src/jobs/job-page.tsx", js: 60 },
  { entry: "src/start-job/start-job-page.tsx", js: 130 },
  { entry: "src/job-types/job-types-page.tsx", js: 60 },
  { entry: "src/api-keys/api-keys-page.tsx", js: 60 },
];

interface Chunk {
  file: string;
  css?: string[];
  imports?: string[];
}

const dist = new URL("dist/", import.meta.url);
const manifest: Record<string, Chunk> = JSON.parse(
  readFileSync(new URL(".vite/manifest.json", dist), "utf8"),
);

function chunksOf(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const imported of manifest[name]?.imports ?? []) chunksOf(imported, seen);
  return seen;
}

const sizeOf = (files: Iterable<string>): number => {
  let bytes = 0;
  for (const file of new Set(files)) bytes += gzipSync(readFileSync(new URL(file, dist))).length;
  return bytes / 1000;
};

const first = chunksOf("index.html");
let isOver = false;
for (const { entry, js, css } of budgets) {
  if (manifest[entry] === undefined) throw new Error(`dist has no ${entry}; build first`);
  // A lazy route adds to what the first one has loaded.
  const names = [...chunksOf(entry)].filter((name) => entry === "index.html" || !first.has(name));
  const chunks = names.flatMap((name) => manifest[name] ?? []);
  const sizes = [
    { kind: "JS", size: sizeOf(chunks.map(({ file }) => file)), most: js },
    ...(css === undefined
      ? []
      : [{ kind: "CSS", size: sizeOf(chunks.flatMap((chunk) => chunk.css ?? [])), most: css }]),
  ];
  for (const { kind, size, most } of sizes) {
    const isTooMuch = size > most;
    isOver ||= isTooMuch;
    console.log(
      `${isTooMuch ? "OVER" : "ok  "} ${entry} ${kind}: ${size.toFixed(1)} of ${most} kB`,
    );
  }
}
if (isOver) {
  console.error(
    "The dashboard is heavier than its budget. Load what the first page does not need later.",
  );
  process.exitCode = 1;
}
