/** Names of trigger classes and denominators in figures. */
import type { Denominator } from "../../quantities/indexed-by/denominator.js";
import type { TriggerClass } from "../../quantities/indexed-by/trigger-class.js";

export const triggerWords: Readonly<Record<TriggerClass, string>> = {
  beam: "beam triggers",
  self: "self triggers",
  all: "all triggers",
};

/** Words for a denominator. */
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

/** In legends: beside a channel, the mean of the other channels of its EPCB. */
export const othersWords = "Mean of the EPCB's others";

/** Said of a logarithmic axis, on which a small distance can be a large factor. */
export const logScaleNote = "The vertical axis is logarithmic.";
