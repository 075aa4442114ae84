/** The faults of a run, each once: what is new, still there, and gone. */

import { verdictInUnits } from "../judge/in-units.js";
import type { Alarm } from "../judge/states/alarms.js";
import { alarmsOf, recoveriesOf } from "../judge/states/alarms.js";
import type { State } from "../judge/states/verdict.js";
import type { Run } from "./open-run.js";

/** One fault of a channel, of a group of channels that failed together, or of the whole file. */
export type FaultRow = {
  /** Against the file before; without one every fault is new. */
  change: "new" | "still there" | "recovered";
  state: State;
  /** `ADC 3, channel 26`, `EPCB 2 of ADC 0`, `TPC 4`, `file`. */
  place: string;
  /** The check that tells it best. */
  fault: string;
  /** What was measured, in the run's units, and which other checks see it. */
  reason: string;
};

/** A fault with what to do about it. */
export interface Fault extends FaultRow {
  action: string;
  /** Other checks that see it; its reason does not name them. */
  also: string[];
}

/** Every fault of a run: bad ones first, new before old, then what recovered since the file before. */
export function faults(run: Run): FaultRow[] {
  return actionableFaults(run).map(({ action: _, also, reason, ...row }) => ({
    ...row,
    reason: also.length > 0 ? `${reason}; also: ${also.join(", ").toLowerCase()}` : reason,
  }));
}

/** The same, with what to do. */
export function actionableFaults(run: Run): Fault[] {
  return [
    ...alarmsOf(run.verdicts, run.summary).map((alarm) =>
      faultOf(run, alarm, alarm.change === "new" ? "new" : "still there"),
    ),
    ...recoveriesOf(run.verdicts).map((alarm) => faultOf(run, alarm, "recovered")),
  ];
}

function faultOf(
  { config }: Run,
  { verdict, title, place, also, action }: Alarm,
  change: FaultRow["change"],
): Fault {
  const { reason } = verdictInUnits(verdict, config.units);
  return { change, state: verdict.state, place, fault: title, reason, action, also };
}
