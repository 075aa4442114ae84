/** What helpers say of something else than they take. */
import { LightDqmError } from "../errors.js";

/**
 * @param where the call, such as `noise(run)`
 * @throws LightDqmError `bad-input` for anything but a run
 */
export function requireRun(given: unknown, where: string): void {
  if (isObject(given) && "summary" in given && "config" in given) return;
  throw new LightDqmError("bad-input", {
    what: "This is no run",
    where,
    expected: "a run, as in: let run = await openRun(input)",
    got: givenText(given),
  });
}

/**
 * @param where the call, such as `noiseTrend(history)`
 * @throws LightDqmError `bad-input` for anything but the files of a store
 */
export function requireHistory(given: unknown, where: string): void {
  if (isObject(given) && "files" in given) return;
  throw new LightDqmError("bad-input", {
    what: "This is no history",
    where,
    expected: "the files of a store, as in: let history = await openHistory(store)",
    got: givenText(given),
  });
}

/**
 * @param where the call, such as `showTable(rows)`
 * @throws LightDqmError `bad-input` for anything but an array
 */
export function requireRows(given: unknown, where: string): void {
  if (Array.isArray(given)) return;
  throw new LightDqmError("bad-input", {
    what: "These are no rows",
    where,
    expected: "an array of objects, such as channelRows(run)",
    got: givenText(given),
  });
}

/** What was given instead, and what may be missing. */
export function givenText(given: unknown): string {
  if (typeof given === "string") return JSON.stringify(given);
  if (typeof given === "function") return "a function: call it";
  if (!isObject(given)) return String(given);
  if ("then" in given) return "a promise: write await before it";
  if (Array.isArray(given)) return "an array";
  if ("summary" in given) return "a run";
  return "files" in given ? "a history" : "another object";
}

const isObject = (given: unknown): given is object => typeof given === "object" && given !== null;
