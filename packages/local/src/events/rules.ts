import type { RuleOptions } from "../options.ts";
import { eventPattern } from "./event-pattern.ts";
import type { Matcher } from "./pattern-term.ts";
import { scheduleRate } from "./schedule-rate.ts";

export interface Rule {
  options: RuleOptions;
  /** Absent: a schedule only. */
  matches?: Matcher;
  intervalMs?: number;
}

/** Throws an Error that names the rule which EventBridge would not take. */
export function parseRules(rules: RuleOptions[]): Rule[] {
  const names = new Set<string>();
  return rules.map((options) => {
    if (names.has(options.name)) throw new Error(`rule ${options.name}: the name is used twice`);
    names.add(options.name);
    try {
      return parseRule(options);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`rule ${options.name}: ${why}`, { cause: error });
    }
  });
}

function parseRule(options: RuleOptions): Rule {
  const { pattern, schedule } = options;
  if (pattern === undefined && schedule === undefined) {
    throw new Error("give a pattern or a schedule");
  }
  return {
    options,
    ...(pattern === undefined ? {} : { matches: eventPattern(pattern) }),
    ...(schedule === undefined ? {} : { intervalMs: scheduleRate(schedule) }),
  };
}
