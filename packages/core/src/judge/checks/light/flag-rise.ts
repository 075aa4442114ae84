import type { Flag } from "../../../quantities/table.js";
import { channelCheck } from "../../parts/channel-check.js";
import { notCompared } from "../../parts/findings.js";
import { flagWaveforms, flagWords } from "../../parts/flags.js";
import { findRise, riseLimits } from "../../parts/share-rise.js";

/** Do more of a channel's waveforms have a flag than in earlier files? */
export const flagRise = {
  clipped: row("clipped"),
  lowerRail: row("lowerRail"),
  negative: row("negative"),
};

function row(flag: Flag) {
  const { name, title, words, cause, action } = flagWords[flag];
  return channelCheck({
    name: `${name}-rise`,
    title: `${title} fraction increased`,
    comparesWithEarlier: true,
    guards: flag,
    meaning: `Significantly more of the channel's waveforms ${words} than in earlier files: ${cause}.`,
    action,
    callers: "LRS expert",
    maskedBy: [2, 3],
    exemplar: flag,
    unit: "",
    limits: riseLimits,
    requires: { waveforms: flagWaveforms(flag), minEvents: 5, limit: ({ minRise }) => minRise! },
    find: ({ past, limits, channelIndex, n }) =>
      (past && findRise(past.shares[flag], channelIndex, limits, words)) ?? notCompared(past, n),
  });
}
