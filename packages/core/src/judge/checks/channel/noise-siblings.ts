import { capital, countText } from "../../../words/phrases.js";
import { type Finding, limitRow } from "../../check.js";
import { adc16Text } from "../../in-units.js";
import { type ChannelCase, channelCheck } from "../../parts/channel-check.js";
import { unknown } from "../../parts/findings.js";
import { darkNoises, type NoiseDirection, noiseWords } from "../../parts/noise.js";
import { type NoiseBeside, noiseBeside } from "../../parts/noise-beside.js";
import { ratioText } from "../../words.js";

/** Is a channel noisier or quieter than others in this file? With whom it is compared, see `among`. */
export const noiseSiblings = {
  high: row("high", { default: 3, side: "above" }),
  low: row("low", { default: 0.2, side: "below" }),
};

function row(direction: NoiseDirection, ratio: { default: number; side: string }) {
  const { bad, action, maskedBy } = noiseWords[direction];
  const than = {
    high: "the quiet quarter of its ADC and than the typical ADC, or its whole ADC is",
    low: "the typical channel of its ADC and than the typical ADC",
  }[direction];
  return channelCheck({
    name: `noise-${direction}-siblings`,
    title: `${capital(bad)} than other channels`,
    spoilsReference: true,
    meaning: `The channel is much ${bad} in this file than ${than}.`,
    action,
    callers: "LRS expert",
    maskedBy,
    exemplar: "dark",
    unit: "",
    limits: {
      ratio: limitRow(
        ratio.default,
        `bad ${ratio.side} this many times the noise that it is compared with`,
      ),
      minSiblings: limitRow(
        6,
        "with fewer other channels of the ADC that have noise, the state is unknown",
      ),
    },
    requires: {
      waveforms: darkNoises,
      minEvents: 5,
      limit: ({ ratio }, n) => (n === 0 ? null : ratio!),
    },
    find: (of) => findAmongOthers(of, direction),
  });
}

function findAmongOthers(
  { summary, limits, channelIndex, n }: ChannelCase,
  direction: NoiseDirection,
): Finding {
  const limit = limits.ratio!;
  const beside = noiseBeside(summary, channelIndex);
  if (beside.count < limits.minSiblings!) {
    const count = countText(beside.count, "other channel");
    return unknown(`only ${count} of its ADC with noise`, { limit, n });
  }
  const noise = darkNoises.in(summary).p50[channelIndex]!;
  const { compared, words } = among[direction](beside, limit);
  const value = noise / compared;
  const state = (direction === "high" ? value > limit : value < limit) ? "bad" : "ok";
  const reason = (): string =>
    `median noise ${adc16Text(noise)}, ${ratioText(value)} times that of ${words}`;
  return { state, value, limit, n, reason };
}

/**
 * What the noise of a channel is compared with, so that healthy channels are told from faulty ones
 * also where many of their ADC are at fault:
 * - for being noisy, with the typical ADC, or with the quiet quarter of its own where that is
 *   noisier: an ADC that is noisier by nature has its own measure, unless the typical one of its
 *   channels is itself above the limit, as where most of them are at fault;
 * - for being quiet, with the typical channel of its own ADC, or with the typical ADC where that is
 *   quieter: so half of an ADC, or of all ADCs, that are noisy do not make the others quiet. An ADC
 *   that is quiet as a whole is not found, as with two ADCs the other might be noisy.
 *
 * In a detector of one ADC it is the typical channel for being noisy, and the quiet quarter for
 * being quiet.
 */
const among: Readonly<
  Record<
    NoiseDirection,
    (beside: NoiseBeside, limit: number) => { compared: number; words: string }
  >
> = {
  high: ({ quiet, typical, elsewhere }, limit) => {
    if (Number.isNaN(elsewhere)) return { compared: typical, words: ownAdc };
    const isNoisyAdc = typical > limit * elsewhere;
    return isNoisyAdc || elsewhere >= quiet
      ? { compared: elsewhere, words: otherAdcs }
      : { compared: quiet, words: quietQuarter };
  },
  low: ({ quiet, typical, elsewhere }) => {
    if (Number.isNaN(elsewhere)) return { compared: quiet, words: quietQuarter };
    return elsewhere < typical
      ? { compared: elsewhere, words: otherAdcs }
      : { compared: typical, words: ownAdc };
  },
};

const ownAdc = "the other channels of its ADC";
const quietQuarter = "the quiet quarter of its ADC";
const otherAdcs = "the typical other ADC";
