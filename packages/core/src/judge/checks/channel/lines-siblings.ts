import { detectorGroups } from "../../../detector/groups.js";
import { medianOf } from "../../../numerics/median.js";
import { relativeLines } from "../../../quantities/pools/lines.js";
import type { FileSummary } from "../../../summary.js";
import { type Check, type Finding, limitRow } from "../../check.js";
import { type ChannelCase, channelCheck } from "../../parts/channel-check.js";
import { lineAction, lineCount, lineOfLargest, lineText, withoutPower } from "../../parts/lines.js";
import { spectraWaveforms } from "../../parts/waveforms.js";

/** Does a line stand out more than in the other channels of the ADC? Needs no earlier files. */
export const linesSiblings: Check = channelCheck({
  name: "lines-siblings",
  title: "Pick-up line above the rest of its ADC",
  spoilsReference: true,
  meaning:
    "A watched line stands out from the channel's spectrum far more than in the typical channel of its ADC.",
  action: lineAction,
  callers: "LRS expert",
  maskedBy: [2, 3],
  unit: "",
  limits: {
    warnRatio: limitRow(
      10,
      "a warning above this many times the power of the ADC's typical channel",
    ),
    badRatio: limitRow(30, "bad above this many times the power of the ADC's typical channel"),
  },
  requires: { waveforms: spectraWaveforms, minEvents: 10, limit: ({ badRatio }) => badRatio! },
  find: (of) => withoutPower(of, of.limits.badRatio!) ?? findLine(of),
});

function findLine({ summary, limits, channelIndex, n }: ChannelCase): Finding {
  const relative = relativeLines(summary);
  const typical = typicalLines(summary)[detectorGroups(summary.detector).adcOf[channelIndex]!]!;
  const excessOf = (line: number): number =>
    relative[channelIndex * lineCount + line]! - typical[line]!;
  const line = lineOfLargest(excessOf);
  const value = Math.exp(excessOf(line));
  const state = value > limits.badRatio! ? "bad" : value > limits.warnRatio! ? "warn" : "ok";
  const limit = state === "bad" ? limits.badRatio! : limits.warnRatio!;
  const reason = (): string => lineText(line, value, "the ADC's typical channel");
  return { state, value, limit, n, reason };
}

const keptTypical = new WeakMap<FileSummary["spectra"], number[][]>();

/** The median over an ADC's channels of how far a line stands out. [adc][line] */
function typicalLines(summary: FileSummary): readonly (readonly number[])[] {
  const before = keptTypical.get(summary.spectra);
  if (before) return before;
  const lines = relativeLines(summary);
  const typical = detectorGroups(summary.detector).adcMembers.map((members) => {
    const known = members.filter((channelIndex) => !Number.isNaN(lines[channelIndex * lineCount]!));
    return Array.from({ length: lineCount }, (_, line) =>
      medianOf(known.map((channelIndex) => lines[channelIndex * lineCount + line]!)),
    );
  });
  keptTypical.set(summary.spectra, typical);
  return typical;
}
