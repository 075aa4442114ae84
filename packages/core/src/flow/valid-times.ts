/** Which numbers are times that an event can have. */
import type { UntimedReason } from "../words/untimed.js";

const [earliestMs, latestMs] = [Date.UTC(2010), Date.UTC(2100)];

/** Whether milliseconds UTC lie in 2010–2100: no FLOW file is older, and clocks that fail are not there. */
export function isValidTime(timeMs: number): boolean {
  return timeMs >= earliestMs && timeMs < latestMs;
}

/** Milliseconds of what other units count. */
const otherUnits = [
  ["seconds", 1e3],
  ["microseconds", 1e-3],
  ["nanoseconds", 1e-6],
] as const satisfies readonly (readonly [UntimedReason, number])[];

/** Why a `utime_ms` is no valid time; null where it is one. */
export function whyInvalidTime(utimeMs: number): UntimedReason | null {
  if (isValidTime(utimeMs)) return null;
  if (utimeMs === 0) return "zero";
  const unit = otherUnits.find(([, unitMs]) => isValidTime(utimeMs * unitMs));
  return unit?.[0] ?? "outside";
}
