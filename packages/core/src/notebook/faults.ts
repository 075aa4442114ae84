/** The faults of a run as rows of a table. */
import { type Fault, faultsOf, wholeReason } from "../judge/states/faults.js";
import { requireRun } from "./given.js";
import type { Run } from "./open-run.js";

/** One fault; its reason also names the other checks that find it. */
export type FaultRow = Pick<Fault, "change" | "state" | "place" | "fault" | "reason">;

/** Every fault of a run: bad ones first, new before old, then those recovered. */
export function faults(run: Run): FaultRow[] {
  requireRun(run, "faults(run)");
  const { verdicts, config, checks } = run;
  return faultsOf(verdicts, config.units, checks).map(
    ({ change, state, place, fault, reason, also }) => ({
      ...{ change, state, place, fault },
      reason: wholeReason({ also, reason }),
    }),
  );
}
