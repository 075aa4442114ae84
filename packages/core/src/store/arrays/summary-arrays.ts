/** The arrays of a summary that are too large for a table: spectra and waveforms. */
import { LightDqmError } from "../../errors.js";
import type { EpcbWaveforms, FileSummary } from "../../summary.js";
import { exemplarArrays, exemplarsFrom, numberedClasses } from "./exemplar-arrays.js";
import { decodeNpz, encodeNpz, type NpyArray, type NpyData } from "./npz.js";

/**
 * The NPZ file of a summary. Arrays, by name:
 * - `frequency_mhz` [bin]
 * - `spectrum_p16`, `spectrum_p50`, `spectrum_p84` [adc][channel][bin], in single precision
 * - `spectrum_valid_count` [adc][channel]
 * - `jump_samples_adc16` [adc][channel][sample] and `jump_baseline_adc16` [adc][channel], the
 *   latter two only where there is a jump event
 * - `brightest_events` [EPCB][ADC, EPCB of the ADC, event, trigger class: 0 all, 1 beam, 2 self],
 *   `brightest_samples_adc16` [EPCB][channel of the EPCB][sample] and `brightest_baseline_adc16`
 *   [EPCB][channel of the EPCB], of the EPCBs that have one; absent in earlier versions
 * - `exemplar_events` [exemplar][ADC, channel, event, trigger class], `exemplar_titles` (code points, a
 *   line each), `exemplar_above_adc16` and `exemplar_others_adc16` [exemplar][sample] in single
 *   precision, NaN where there are no others; only where there is an exemplar
 */
export function encodeArrays(summary: FileSummary): Uint8Array {
  const { detector, spectra, jumpEvent, brightestEvents, sampleCount } = summary;
  const channels = [detector.adcCount, detector.channelCount];
  const byBin = [...channels, spectra.frequencyMHz.length];
  const arrays: Record<string, NpyArray> = {
    frequency_mhz: { data: spectra.frequencyMHz, shape: [spectra.frequencyMHz.length] },
    spectrum_p16: { data: new Float32Array(spectra.p16), shape: byBin },
    spectrum_p50: { data: new Float32Array(spectra.p50), shape: byBin },
    spectrum_p84: { data: new Float32Array(spectra.p84), shape: byBin },
    spectrum_valid_count: { data: spectra.validCount, shape: channels },
  };
  if (jumpEvent) {
    arrays.jump_samples_adc16 = {
      data: jumpEvent.samplesAdc16,
      shape: [...channels, sampleCount],
    };
    arrays.jump_baseline_adc16 = { data: jumpEvent.baselineAdc16, shape: channels };
  }
  if (brightestEvents) {
    const count = brightestEvents.length;
    const ofEpcbs = [count, detector.channelsPerEpcb];
    const channelCount = count * detector.channelsPerEpcb;
    arrays.brightest_events = {
      data: Uint32Array.from(brightestEvents.flatMap(eventCells)),
      shape: [count, eventCellCount],
    };
    const samples = new Int16Array(channelCount * sampleCount);
    const baselines = new Float64Array(channelCount);
    brightestEvents.forEach(({ samplesAdc16, baselineAdc16 }, i) => {
      samples.set(samplesAdc16, (i * samples.length) / count);
      baselines.set(baselineAdc16, (i * baselines.length) / count);
    });
    arrays.brightest_samples_adc16 = { data: samples, shape: [...ofEpcbs, sampleCount] };
    arrays.brightest_baseline_adc16 = { data: baselines, shape: ofEpcbs };
  }
  if (summary.exemplars?.length)
    Object.assign(arrays, exemplarArrays(summary.exemplars, sampleCount));
  return encodeNpz(arrays);
}

const eventCellCount = 4;

function eventCells({ adc, epcb, event, triggerClass }: EpcbWaveforms): number[] {
  return [adc, epcb, event, numberedClasses.indexOf(triggerClass)];
}

/**
 * Spectra and waveforms from the NPZ file.
 * @throws LightDqmError `bad-input` where arrays are damaged or missing
 */
export function decodeArrays(
  bytes: Uint8Array,
  where: string,
  scale: FileSummary["spectra"]["scale"],
  jumpEvent: Pick<NonNullable<FileSummary["jumpEvent"]>, "event" | "triggerClass"> | null,
): Pick<FileSummary, "spectra" | "jumpEvent" | "brightestEvents" | "exemplars"> {
  const arrays = decodeNpz(bytes, where);
  const get = <T extends NpyData>(name: string, type: new (...none: never[]) => T): T => {
    const data = arrays[name]?.data;
    if (data instanceof type) return data;
    throw new LightDqmError("bad-input", {
      what: "Cannot read stored arrays",
      where,
      expected: `an array "${name}" of type ${type.name}`,
      got: data ? data.constructor.name : "none",
    });
  };
  return {
    spectra: {
      scale,
      frequencyMHz: get("frequency_mhz", Float64Array),
      p16: get("spectrum_p16", Float32Array),
      p50: get("spectrum_p50", Float32Array),
      p84: get("spectrum_p84", Float32Array),
      validCount: get("spectrum_valid_count", Uint32Array),
    },
    jumpEvent: jumpEvent && {
      ...jumpEvent,
      samplesAdc16: get("jump_samples_adc16", Int16Array),
      baselineAdc16: get("jump_baseline_adc16", Float64Array),
    },
    brightestEvents:
      "brightest_events" in arrays
        ? epcbWaveforms(
            get("brightest_events", Uint32Array),
            get("brightest_samples_adc16", Int16Array),
            get("brightest_baseline_adc16", Float64Array),
          )
        : null,
    ...("exemplar_events" in arrays && {
      exemplars: exemplarsFrom(
        get("exemplar_events", Uint32Array),
        get("exemplar_titles", Uint32Array),
        get("exemplar_above_adc16", Float32Array),
        get("exemplar_others_adc16", Float32Array),
      ),
    }),
  };
}

function epcbWaveforms(
  cells: Uint32Array,
  samplesAdc16: Int16Array,
  baselineAdc16: Float64Array,
): EpcbWaveforms[] {
  const count = cells.length / eventCellCount;
  const partOf = <Values extends Int16Array | Float64Array>(values: Values, i: number): Values =>
    values.slice((i * values.length) / count, ((i + 1) * values.length) / count) as Values;
  return Array.from({ length: count }, (_, i) => {
    const [adc, epcb, event, number] = cells.subarray(i * eventCellCount);
    return {
      ...{ adc: adc!, epcb: epcb!, event: event!, triggerClass: numberedClasses[number!]! },
      samplesAdc16: partOf(samplesAdc16, i),
      baselineAdc16: partOf(baselineAdc16, i),
    };
  });
}
