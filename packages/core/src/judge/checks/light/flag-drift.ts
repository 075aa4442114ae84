import type { Flag } from "../../../quantities/table.js";
import { channelCheck } from "../../parts/channel-check.js";
import { noDriftYet } from "../../parts/findings.js";
import { flagWaveforms, flagWords } from "../../parts/flags.js";
import { findShareDrift, shareDriftLimits } from "../../parts/share-drift.js";

/** Has the fraction of a channel's waveforms with a flag risen slowly? */
export const flagDrift = {
  clipped: row("clipped"),
  lowerRail: row("lowerRail"),
  negative: row("negative"),
};

function row(flag: Flag) {
  const { name, title, words, cause, action } = flagWords[flag];
  return channelCheck({
    name: `${name}-drift`,
    title: `${title} fraction rises slowly`,
    comparesWithEarlier: true,
    meaning: `More and more of the channel's waveforms ${words}, by too little from file to file to be seen at once: ${cause}.`,
    action,
    callers: "LRS expert",
    maskedBy: [2, 3],
    exemplar: flag,
    unit: "",
    limits: shareDriftLimits,
    requires: {
      waveforms: flagWaveforms(flag),
      minEvents: 5,
      limit: ({ minRise }) => minRise!,
    },
    find: ({ past, limits, channelIndex, n }) =>
      (past && findShareDrift(past.shares[flag], channelIndex, limits, words, past.files)) ??
      noDriftYet(past, n),
  });
}
