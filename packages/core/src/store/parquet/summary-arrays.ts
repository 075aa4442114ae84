/** The arrays of a summary that are too large for a table: spectra and the jump event's waveforms. */
import { LightDqmError } from "../../errors.js";
import type { FileSummary } from "../../summary.js";
import { decodeNpz, encodeNpz, type NpyArray, type NpyData } from "./npz.js";

/**
 * The NPZ file of a summary. Arrays, by name:
 * - `frequency_mhz` [bin]
 * - `spectrum_p16`, `spectrum_p50`, `spectrum_p84` [adc][channel][bin], in single precision
 * - `spectrum_valid_count` [adc][channel]
 * - `jump_samples_adc16` [adc][channel][sample] and `jump_baseline_adc16` [adc][channel], the
 *   latter two only where there is a jump event
 */
export function encodeArrays(summary: FileSummary): Uint8Array {
  const { detector, spectra, jumpEvent, sampleCount } = summary;
  const channels = [detector.adcCount, detector.channelCount];
  const byBin = [...channels, spectra.frequencyMHz.length];
  const arrays: Record<string, NpyArray> = {
    frequency_mhz: { data: spectra.frequencyMHz, shape: [spectra.frequencyMHz.length] },
    spectrum_p16: { data: Float32Array.from(spectra.p16), shape: byBin },
    spectrum_p50: { data: Float32Array.from(spectra.p50), shape: byBin },
    spectrum_p84: { data: Float32Array.from(spectra.p84), shape: byBin },
    spectrum_valid_count: { data: spectra.validCount, shape: channels },
  };
  if (jumpEvent) {
    arrays.jump_samples_adc16 = {
      data: jumpEvent.samplesAdc16,
      shape: [...channels, sampleCount],
    };
    arrays.jump_baseline_adc16 = { data: jumpEvent.baselineAdc16, shape: channels };
  }
  return encodeNpz(arrays);
}

/**
 * Spectra and jump event from the NPZ file.
 * @throws LightDqmError `bad-input` where arrays are damaged or missing
 */
export function decodeArrays(
  bytes: Uint8Array,
  where: string,
  scale: FileSummary["spectra"]["scale"],
  jumpEvent: Pick<NonNullable<FileSummary["jumpEvent"]>, "event" | "triggerClass"> | null,
): Pick<FileSummary, "spectra" | "jumpEvent"> {
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
  };
}
