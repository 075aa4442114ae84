/** Which channels were compared with earlier files. */
import { levelRows } from "../../history/levels/table.js";
import type { Check } from "../check.js";
import { channelKey, type Verdict } from "./verdict.js";

/** Names of the checks that compare a level with that of earlier files. */
export function comparingChecks(table: readonly Check[]): string[] {
  const levels: ReadonlySet<Check["guards"]> = new Set(levelRows.map(([name]) => name));
  return table.filter(({ guards }) => levels.has(guards)).map(({ name }) => name);
}

/** Channels of which any of these checks compared a level, as keys: see `channelKey`. */
export function comparedChannels(
  verdicts: readonly Verdict[],
  checkNames: readonly string[],
): ReadonlySet<string> {
  const comparing = new Set(checkNames);
  const isCompared = ({ check, scope, state }: Verdict): boolean =>
    scope === "channel" && state !== "unknown" && comparing.has(check);
  return new Set(verdicts.filter(isCompared).map(channelKey));
}
