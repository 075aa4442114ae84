import { countText } from "../../../words/phrases.js";
import { type Finding, limitRow } from "../../check.js";
import { type ChannelCase, channelCheck } from "../../parts/channel-check.js";
import { chanceInFile, darkSpectra, type LineAt, linesAt } from "../../parts/dark-lines.js";
import { unknown } from "../../parts/findings.js";
import { lineAction } from "../../parts/lines.js";
import { ratioText } from "../../words.js";

/**
 * Does a line stand out from the spectrum without light more than in other ADCs? Needs no earlier
 * files. A line counts where it is strong and too strong for chance at the frequencies that were
 * looked at. One that most channels have is found by its height over the smooth spectrum alone, and
 * is a warning: it is of the whole detector, and may always have been there.
 */
export const linesSiblings = channelCheck({
  name: "lines-siblings",
  title: "Pick-up line",
  spoilsReference: true,
  meaning:
    "At some frequency the channel's spectrum without light stands out far more than that of the typical channel of other ADCs. As a warning also: it stands out very far, but in most channels.",
  action: lineAction,
  callers: "LRS expert",
  maskedBy: [2, 3],
  exemplar: "dark",
  unit: "",
  limits: {
    warnRatio: limitRow(3, "a warning above this many times the power in other ADCs"),
    badRatio: limitRow(
      30,
      "bad above this many times the power in other ADCs; a warning above this many times the channel's own smooth spectrum",
    ),
    maxChance: limitRow(
      0.01,
      "only if a file without lines has fewer than this many so strong by chance, all channels and frequencies together",
    ),
  },
  requires: { waveforms: darkSpectra, minEvents: 10, limit: ({ badRatio }) => badRatio! },
  find: findLine,
});

function findLine({ summary, limits, channelIndex, n }: ChannelCase): Finding {
  const lines = linesAt(summary, channelIndex);
  const strongest = largest(lines, "lnOverOthers");
  const highest = largest(lines, "lnExcess");
  if (!strongest || !highest)
    return unknown("no power in the spectra", { limit: limits.badRatio!, n });
  const isSure = (line: LineAt): boolean =>
    Math.exp(line.lnOverOthers) > limits.warnRatio! &&
    chanceInFile(summary, line, n) <= limits.maxChance!;
  const sure = largest(lines.filter(isSure), "lnOverOthers");
  const isShared = !sure && Math.exp(highest.lnExcess) > limits.badRatio!;
  const line = sure ?? (isShared ? highest : strongest);
  const value = Math.exp(isShared ? line.lnExcess : line.lnOverOthers);
  const state = sure ? (value > limits.badRatio! ? "bad" : "warn") : isShared ? "warn" : "ok";
  const limit = state === "bad" || isShared ? limits.badRatio! : limits.warnRatio!;
  const reason = (): string => {
    const than = isShared
      ? "the spectrum beside it, in most channels"
      : "in the rest of the detector";
    const text = `${Number(line.frequencyMHz.toPrecision(4))} MHz line ${ratioText(value)} times as strong as ${than}`;
    return `${text}, over ${countText(n, "dark waveform")}`;
  };
  return { state, value, limit, n, reason };
}

/** The first of the largest; undefined of none. */
function largest(lines: readonly LineAt[], by: "lnOverOthers" | "lnExcess"): LineAt | undefined {
  let best = lines[0];
  for (const line of lines) if (line[by] > best![by]) best = line;
  return best;
}
