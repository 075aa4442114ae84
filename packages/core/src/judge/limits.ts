/** The limits of checks: defaults, names, and those in force. */
import type { DetectorProfile } from "../detector/profile.js";
import { LightDqmError } from "../errors.js";
import type { Check, CheckLimits, LimitRow, Limits } from "./check.js";
import { checks } from "./checks/index.js";

/**
 * The default of every limit: `[check][limit]`. A new object at each call.
 * @param detector whose own defaults count before those of every detector
 */
export function defaultLimits(
  detector?: Pick<DetectorProfile, "own">,
  table: readonly Check[] = checks,
): Limits {
  const own = detector?.own ?? {};
  return Object.fromEntries(
    table.map(({ name, limits }) => [
      name,
      Object.fromEntries(
        Object.entries(limits).map(([limit, row]) => [limit, row.ofDetector?.(own) ?? row.default]),
      ),
    ]),
  );
}

/** One limit of one check, for documentation and schemas. */
export interface NamedLimit extends LimitRow {
  check: string;
  limit: string;
}

/** Every limit of every check, in order. */
export function limitRows(table: readonly Check[] = checks): NamedLimit[] {
  return table.flatMap(({ name, limits }) =>
    Object.entries(limits).map(([limit, row]) => ({ check: name, limit, ...row })),
  );
}

/**
 * Every limit of every check of a table.
 * @param limits in place of the defaults, as far as they are set
 * @param detector whose defaults they are
 * @throws LightDqmError `bad-config` for a limit that no check has or that is not a number
 */
export function effectiveLimits(
  limits: Limits,
  detector: Pick<DetectorProfile, "own">,
  table: readonly Check[] = checks,
): Record<string, CheckLimits> {
  for (const [name, own] of Object.entries(limits)) {
    const check = table.find((row) => row.name === name);
    if (!check)
      throw badLimit(`limits.${name}`, `a check: ${table.map((row) => row.name).join(", ")}`, name);
    for (const [limit, value] of Object.entries(own)) {
      const where = `limits.${name}.${limit}`;
      if (!(limit in check.limits))
        throw badLimit(where, `one of ${Object.keys(check.limits).join(", ")}`, limit);
      if (!Number.isFinite(value)) throw badLimit(where, "a number", String(value));
    }
  }
  const defaults = defaultLimits(detector, table);
  return Object.fromEntries(
    table.map(({ name }) => [name, { ...defaults[name], ...limits[name] }]),
  );
}

function badLimit(where: string, expected: string, got: string): LightDqmError {
  return new LightDqmError("bad-config", {
    what: "Unknown or invalid limit",
    where,
    expected,
    got,
  });
}

/** Of the limits, those of some checks. */
export function limitsOf(table: readonly Check[], limits: Limits): Limits {
  const names = new Set(table.map(({ name }) => name));
  return Object.fromEntries(Object.entries(limits).filter(([name]) => names.has(name)));
}
