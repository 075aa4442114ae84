/** Counting of flagged waveforms, all events of a file at once. */
import type { DetectorGroups } from "../../detector/groups.js";
import { denominators } from "../../quantities/indexed-by/denominator.js";
import { type Flag, flags, type KeptQuantities } from "../../quantities/table.js";
import { type EventSelection, isOfClass } from "../event-selection.js";
import { flagBits } from "./flag-bits.js";
import { addCounts, waveformCounts } from "./waveform-counts.js";

/**
 * Counts waveforms by flag, trigger class and denominator, as `waveformCounts` and `addCounts` say.
 * @param bits `waveformBits`, [position][channelIndex]; 0 where invalid
 * @param kept its counts are added to
 */
export function countFractions(
  bits: Uint8Array,
  selection: Pick<EventSelection, "events" | "classes" | "classOf">,
  groups: DetectorGroups,
  kept: Pick<KeptQuantities, Flag>,
): void {
  for (const name of new Set(selection.classOf)) {
    const positions = [...selection.events.keys()].filter((at) => selection.classOf[at] === name);
    const classes = selection.classes.filter((each) => isOfClass({ classOf: [name] }, 0, each));
    const sums = classes.flatMap((triggerClass) =>
      flags.flatMap((flag) =>
        denominators.map((denominator) => ({
          flagBit: flagBits[flag],
          denominator,
          counts: kept[flag][triggerClass]![denominator],
        })),
      ),
    );
    addCounts(waveformCounts(bits, positions, groups), sums);
  }
}
