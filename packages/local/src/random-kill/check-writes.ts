import type { WritesAccount } from "./account-of-writes.ts";
import type { Effect } from "./effects.ts";
import type { Writer } from "./writer.ts";

/** What was accepted and is not there, or is there otherwise than it was accepted. */
export function checkWrites(
  { accepted, counts }: Writer,
  { items, indexed, lines }: WritesAccount,
): string[] {
  const wrong: string[] = [];
  const missing = (what: string, ids: Iterable<string>, found: { has(id: string): boolean }) => {
    for (const id of ids) if (!found.has(id)) wrong.push(`${what} ${id} was accepted and is gone`);
  };
  missing("item", accepted.items, items);
  for (const side of ["left", "right"]) {
    missing(
      "pair",
      [...accepted.pairs].map((id) => `${id} ${side}`),
      items,
    );
  }
  for (const id of items.keys()) {
    const [pair, side] = id.split(" ");
    const other = `${pair} ${side === "left" ? "right" : "left"}`;
    if (side !== undefined && !items.has(other)) wrong.push(`half of pair ${pair} is missing`);
  }
  for (const [id, by] of accepted.claims) {
    const has = items.get(id)?.["by"]?.S;
    if (by.join() !== has)
      wrong.push(`claim ${id} was given to ${by.join(" and ")}, ${has} has it`);
  }
  const amount = Number(items.get("counter")?.["amount"]?.N);
  if (!(amount >= counts.accepted && amount <= counts.tried)) {
    wrong.push(
      `${counts.accepted} of ${counts.tried} additions were accepted, they make ${amount}`,
    );
  }
  const inTable = [...items.keys()].filter((id) => id !== "counter").toSorted();
  if (indexed.toSorted().join() !== inTable.join()) {
    wrong.push(`the index has ${indexed.length} items, the table ${inTable.length}`);
  }
  missing("line", accepted.lines, new Set(lines));
  if (new Set(lines).size !== lines.length) wrong.push("a line is there twice");
  return wrong;
}

/** The accepted events and asynchronous invocations that no function has heard of. */
export function checkHeard({ accepted }: Writer, heard: string[], effects: Effect[]): string[] {
  const events = new Set(heard);
  const invoked = new Set(effects.map(({ execution }) => execution));
  return [
    ...[...accepted.events].filter((id) => !events.has(id)).map((id) => `event ${id}`),
    ...[...accepted.invokes].filter((id) => !invoked.has(id)).map((id) => `invocation ${id}`),
  ];
}
