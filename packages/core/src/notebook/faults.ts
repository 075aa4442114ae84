/** The faults of a run as rows of a table. */
import { alsoText, type Fault, faultsOf } from "../judge/states/faults.js";
import type { Run } from "./open-run.js";

/** One fault; its reason also names the other checks that find it. */
export type FaultRow = Pick<Fault, "change" | "state" | "place" | "fault" | "reason">;

/** Every fault of a run: bad ones first, new before old, then those recovered. */
export function faults({ verdicts, config, checks }: Run): FaultRow[] {
  return faultsOf(verdicts, config.units, checks).map(
    ({ action: _, callers: __, also, reason, ...row }) => ({
      ...row,
      reason: also.length > 0 ? `${reason}; also: ${alsoText({ also })}` : reason,
    }),
  );
}
