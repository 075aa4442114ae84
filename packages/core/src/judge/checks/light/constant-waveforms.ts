import { countText } from "../../../words/phrases.js";
import { type Finding, limitRow } from "../../check.js";
import { type ChannelCase, channelCheck } from "../../parts/channel-check.js";
import { allWaveforms } from "../../parts/waveforms.js";
import { percentText } from "../../words.js";

/** Are some of a channel's waveforms constant, without even noise? All of them are `flatline`'s. */
export const constantWaveforms = channelCheck({
  name: "constant-waveforms",
  title: "Constant waveforms",
  meaning:
    "Some of the channel's waveforms are constant: their samples differ by less than one count of the ADC, so that there is not even noise.",
  action:
    "Look at the channel's waveforms. If whole ADCs have them in the same events, data are lost on the way: tell the DAQ expert. If it is this channel alone, its input drops out: tell the LRS expert.",
  callers: "LRS expert",
  maskedBy: [1, 3],
  exemplar: "constant",
  unit: "",
  limits: {
    minFraction: limitRow(0.005, "a fraction of constant waveforms from here on is a warning"),
    minCount: limitRow(2, "if there are at least this many"),
    badFraction: limitRow(0.05, "and it is bad from this fraction on"),
  },
  requires: {
    // Files that were analysed before constant waveforms were counted have no quiet starts either.
    waveforms: allWaveforms(({ validCount, darkCount }, channelIndex) =>
      darkCount[channelIndex]! > 0 ? (validCount.all?.[channelIndex] ?? 0) : 0,
    ),
    minEvents: 5,
    limit: ({ minFraction }) => minFraction!,
  },
  find: findConstant,
});

function findConstant({ summary, limits, channelIndex, n }: ChannelCase): Finding {
  const count = summary.constantCount[channelIndex]!;
  const value = count / n;
  const isSome = count < n && count >= limits.minCount! && value >= limits.minFraction!;
  const state = !isSome ? "ok" : value >= limits.badFraction! ? "bad" : "warn";
  const limit = state === "bad" ? limits.badFraction! : limits.minFraction!;
  const of = (): string => `${count} of ${countText(n, "waveform")} constant`;
  const reason = (): string =>
    count === n
      ? `${of()}: the channel is a matter of flatline`
      : `${of()} (${percentText(value)})`;
  return { state, value, limit, n, reason };
}
