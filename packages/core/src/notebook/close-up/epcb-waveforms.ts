/** What a close up takes from the FLOW file: the waveforms of a channel and of the others of its EPCB. */
import type { ChannelPlace } from "../../detector/groups.js";
import { waveformFeatures } from "../../numerics/waveform-features.js";
import { openWaveforms, type Run } from "../open-run.js";
import { type Averaged, averaged, meanLine } from "./average.js";

/** A valid waveform. Sizes in ADC16 counts. */
export interface ReadWaveform {
  /** Index of the event in the file. */
  event: number;
  samplesAdc16: Int16Array;
  baselineAdc16: number;
  amplitudeAdc16: number;
}

/** A waveform as it is drawn, above its baseline. */
export const aboveBaseline = ({
  samplesAdc16,
  baselineAdc16,
}: Pick<ReadWaveform, "samplesAdc16" | "baselineAdc16">): Float64Array =>
  Float64Array.from(samplesAdc16, (sample) => sample - baselineAdc16);

/**
 * The valid waveforms of channels in events of a run: [place][waveform], in the order of the events.
 * Each event is read once.
 * @param events indices in the file
 * @throws LightDqmError `not-found` for an event that is not in the file; `bad-input` for a run that
 *   was opened from the store
 */
export async function readWaveforms(
  run: Run,
  places: readonly ChannelPlace[],
  events: readonly number[],
): Promise<ReadWaveform[][]> {
  const found: ReadWaveform[][] = places.map(() => []);
  const file = await openWaveforms(run);
  try {
    for (const index of events) {
      const event = file.event(index);
      places.forEach(({ adc, channel }, k) => {
        if (event.isValid(adc, channel))
          found[k]!.push(readWaveform(index, event.waveform(adc, channel)));
      });
    }
    return found;
  } finally {
    file.close();
  }
}

function readWaveform(event: number, samplesAdc16: Int16Array): ReadWaveform {
  const { baseline, maxAmplitude } = waveformFeatures(samplesAdc16);
  return { event, samplesAdc16, baselineAdc16: baseline, amplitudeAdc16: maxAmplitude };
}

/** What the waveforms of an EPCB look like on average, above their baselines, in ADC16 counts. */
export interface EpcbAverage {
  /** Events that it is of. */
  eventCount: number;
  /** Whether these are the events in which a waveform of the EPCB is over threshold; else all. */
  isOfLit: boolean;
  /** Of the channel, with its envelope; null without a valid waveform in these events. */
  own: Averaged | null;
  /** The mean of the other channels' means; null where none has a waveform. */
  othersAdc16: Float64Array | null;
}

/**
 * The average of a channel beside that of the others of its EPCB, of the same events: those in which
 * a waveform of any of them is over threshold, so that a channel which misses the light shows it; all
 * where there is no such event. Null without any valid waveform.
 */
export function epcbAverage(
  own: readonly ReadWaveform[],
  others: readonly (readonly ReadWaveform[])[],
  thresholdAdc16: number,
): EpcbAverage | null {
  const all = [own, ...others].flat();
  const lit = all.filter(({ amplitudeAdc16 }) => amplitudeAdc16 > thresholdAdc16);
  const isOfLit = lit.length > 0;
  const events = new Set((isOfLit ? lit : all).map(({ event }) => event));
  const [first] = all;
  if (!first) return null;
  const averageOf = (waveforms: readonly ReadWaveform[]): Averaged | null => {
    const shown = waveforms.filter(({ event }) => events.has(event)).map(aboveBaseline);
    return shown.length === 0 ? null : averaged(shown, first.samplesAdc16.length);
  };
  return {
    ...{ eventCount: events.size, isOfLit, own: averageOf(own) },
    othersAdc16: meanLine(others.flatMap((each) => averageOf(each)?.mean ?? [])),
  };
}
