import type { ShareName } from "../../../history/shares/share-counts.js";
import type { Check } from "../../check.js";
import { channelCheck } from "../../parts/channel-check.js";
import { notCompared } from "../../parts/findings.js";
import { flagWaveforms, flagWords } from "../../parts/flags.js";
import { findShareDrift, shareDriftLimits } from "../../parts/share-drift.js";
import { litWaveforms } from "../../parts/waveforms.js";

/** Has the fraction of a channel's waveforms with a flag, or of faint ones, risen slowly? */
export const shareDrift: Readonly<Record<ShareName, Check>> = {
  clipped: row("clipped"),
  lowerRail: row("lowerRail"),
  negative: row("negative"),
  faint: row("faint"),
};

const faintWords = {
  name: "faint",
  title: "Faint",
  words: "are faint in lit events",
  cause: "a channel that fails now and then, or loses gain",
  action:
    "Look at the trend of the channel's relative amplitude and of its faint waveforms. Check its bias voltage and its connections; tell the LRS expert if it goes on.",
};

function row(share: ShareName): Check {
  const { name, title, words, cause, action } = share === "faint" ? faintWords : flagWords[share];
  return channelCheck({
    name: `${name}-drift`,
    title: `${title} fraction rises slowly`,
    comparesWithEarlier: true,
    meaning: `More and more of the channel's waveforms ${words}, by too little from file to file to be seen at once: ${cause}.`,
    action,
    maskedBy: share === "faint" ? [1, 3] : [2, 3],
    unit: "",
    limits: shareDriftLimits,
    requires: {
      waveforms: share === "faint" ? litWaveforms : flagWaveforms(share),
      minEvents: 5,
      limit: ({ minRise }) => minRise!,
    },
    find: ({ past, limits, channelIndex, n }) =>
      (past && findShareDrift(past.shares[share], channelIndex, limits, words, past.files)) ??
      notCompared(past, n),
  });
}
