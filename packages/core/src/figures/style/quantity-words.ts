/** What figures call quantities, flags, trigger classes, and what a fraction is of. */
import type { Denominator, Flag, TriggerClass } from "../../summary.js";

/** The quantities of a channel that have a distribution over its waveforms. */
export const channelQuantities = ["baseline", "noise"] as const;
export type ChannelQuantity = (typeof channelQuantities)[number];

/** Words of a quantity. */
interface QuantityWords {
  /** Where a summary and a reference have it, in ADC16 counts. */
  field: "baselineAdc16" | "noiseAdc16";
  /** Title of its axis, before the unit. */
  axis: string;
  /** What its page asks; `difference`: what the page of two files asks, before "from …". */
  question: string;
  difference: string;
}

export const quantityWords: Readonly<Record<ChannelQuantity, QuantityWords>> = {
  baseline: {
    field: "baselineAdc16",
    axis: "Baseline",
    question: "Where do the baselines lie",
    difference: "How do the baselines differ",
  },
  noise: {
    field: "noiseAdc16",
    axis: "Noise, standard deviation",
    question: "How noisy are the channels",
    difference: "How does the noise differ",
  },
};

/** Words of a flag. */
interface FlagWords {
  /** Before "fraction". */
  name: string;
  /** Title of its axis, before what it is a share of. */
  axis: string;
  /** What its waveforms are. */
  are: string;
  /** What its page asks. */
  question: string;
}

export const flagWords: Readonly<Record<Flag, FlagWords>> = {
  clipped: {
    name: "clipped",
    axis: "Clipped",
    are: "clipped",
    question: "How often are waveforms clipped",
  },
  negative: {
    name: "negative",
    axis: "Negative",
    are: "negative",
    question: "How often do waveforms swing negative",
  },
  lowerRail: {
    name: "lower-rail",
    axis: "At lower rail",
    are: "at the lower rail",
    question: "How often do waveforms reach the lower rail",
  },
};

export const triggerWords: Readonly<Record<TriggerClass, string>> = {
  beam: "beam triggers",
  self: "self triggers",
  all: "all triggers",
};

/** Words for what a fraction is a share of. */
interface DenominatorWords {
  /** On an axis. */
  of: string;
  /** In a title of a page, and of a trend. */
  title: string;
  waveforms: string;
}

export const denominatorWords: Readonly<Record<Denominator, DenominatorWords>> = {
  channel: {
    of: "of events with the channel over threshold",
    title: "normalised per channel",
    waveforms: "waveforms over threshold",
  },
  epcb: {
    of: "of events with any channel of the EPCB over threshold",
    title: "normalised per EPCB",
    waveforms: "waveforms with the EPCB over threshold",
  },
  tpc: {
    of: "of events with any channel of the TPC over threshold",
    title: "normalised per TPC",
    waveforms: "waveforms with the TPC over threshold",
  },
  total: {
    of: "of all valid waveforms",
    title: "all valid waveforms",
    waveforms: "all valid waveforms",
  },
};
