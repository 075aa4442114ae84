/**
 * The medians of spectra, small: rounded to within a tenth of their own statistical error, so that what
 * a store keeps of old files is 0.1 MB instead of 3 MB.
 *
 * A median P of n events with quantiles P16 and P84 has the relative error
 * r = 1.2533 · (P84 − P16) / (2 P √n), that of the median of a normal distribution (of the exponential
 * one of noise it is 4 % too large); of fewer than 5 events r = 1 / (ln 2 √n). What is kept is ln P as a
 * multiple of a step so small that P changes by at most r/10. Steps are powers of two times one of
 * the whole file. Multiples are written as differences, a byte each, from what the same bin of the
 * channels before and the bins before of the channel let expect, and deflated. Zeros, and what would
 * need too fine a step, are kept in single precision.
 */
import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import { LightDqmError } from "../../errors.js";
import { roundedShare, type Spectra } from "../../quantities/kept/spectra.js";

const leastEvents = 5;
const errorOfMedian = 1.2533;
/** Below the usual step, so that few values need the next smaller one. */
const stepMargin = 0.75;
const [finest, coarsest] = [-12, 20];

/** Kinds of values; from `quantised + finest` on, multiples of a step. */
const kinds = { unknown: 0, exact: 1, quantised: 20 };
const farByte = 255;
const smoothing = 1 / 8;
const smoothingOfChannels = 1 / 16;

/** Version 1, which says no version, expects nothing of the channels before. */
const formatVersion = 2;

/** The power of two of the longest step of `base` that is no longer than a value's own; null: none. */
function stepPower(ownStep: number, base: number): number | null {
  const ratio = ownStep / base;
  if (ratio >= 1 && ratio < 2) return 0;
  const power = Math.min(coarsest, Math.floor(Math.log2(ratio)));
  return power >= finest ? power : null;
}

/** By value, a step of ln P, nearly the longest, that changes P by at most its share of the error. */
function ownSteps({ p16, p50, p84, validCount, frequencyMHz }: Spectra): Float64Array {
  const binCount = frequencyMHz.length;
  const steps = new Float64Array(p50.length);
  for (let i = 0, channel = 0; i < steps.length; channel++) {
    const n = Math.max(1, validCount[channel]!);
    const root = Math.sqrt(n);
    const ofFew = 1 / (Math.LN2 * root);
    for (const end = i + binCount; i < end; i++) {
      const width = p84[i]! - p16[i]!;
      const isMeasured = n >= leastEvents && Number.isFinite(width);
      const error = isMeasured ? (errorOfMedian * width) / (2 * p50[i]! * root) : ofFew;
      const share = roundedShare * Math.min(1, error);
      // At most ln(1 + share), without a logarithm for each.
      steps[i] = 2 * share * (1 - share / 2);
    }
  }
  return steps;
}

/** Of every few values: sorting all would take longer than writing them. */
const sampledEvery = 16;

function usualStep(steps: Float64Array, p50: Spectra["p50"]): number {
  const every = steps.length > sampledEvery ** 3 ? sampledEvery : 1;
  const known = steps
    .filter((step, i) => i % every === 0 && p50[i]! > 0 && step > 0 && Number.isFinite(step))
    .sort();
  return known.length === 0 ? 1 : stepMargin * known[known.length >> 1]!;
}

/** The bytes of the medians, and of all that is needed to read them. */
export function encodeMedians(spectra: Spectra): Uint8Array {
  const { p50, frequencyMHz, validCount } = spectra;
  const steps = ownSteps(spectra);
  const base = usualStep(steps, p50);
  const kindOf = new Uint8Array(p50.length);
  const differences = new Uint8Array(p50.length);
  const [wide, exact]: [number[], number[]] = [[], []];
  let quantised = 0;
  const follow = follower(frequencyMHz.length, formatVersion);
  for (let i = 0; i < p50.length; i++) {
    const power = p50[i]!;
    if (Number.isNaN(power)) continue;
    const k = power > 0 ? stepPower(steps[i]!, base) : null;
    if (k === null) {
      kindOf[i] = kinds.exact;
      exact.push(power);
      continue;
    }
    kindOf[i] = kinds.quantised + k;
    const step = k === 0 ? base : base * 2 ** k;
    const multiple = Math.round(Math.log(power) / step);
    const difference = multiple - follow.expected(i, step);
    // Even for positive, odd for negative ones.
    const byte = difference >= 0 ? 2 * difference : -2 * difference - 1;
    const isFar = byte >= farByte;
    differences[quantised++] = isFar ? farByte : byte;
    if (isFar) wide.push(multiple);
    follow.take(i, multiple * step, step, isFar);
  }
  return joined([
    [Float64Array.of(base, frequencyMHz.length, formatVersion), constants.Z_DEFAULT_STRATEGY],
    [Float64Array.from(frequencyMHz), constants.Z_DEFAULT_STRATEGY],
    [Uint32Array.from(validCount), constants.Z_DEFAULT_STRATEGY],
    // Long runs, and nothing else to find.
    [kindOf, constants.Z_RLE],
    // There is nothing to find but how often each byte is.
    [differences.subarray(0, quantised), constants.Z_HUFFMAN_ONLY],
    [Int32Array.from(wide), constants.Z_DEFAULT_STRATEGY],
    [Float32Array.from(exact), constants.Z_DEFAULT_STRATEGY],
  ]);
}

/**
 * Spectra of the medians alone: 16 and 84 % are NaN.
 * @throws LightDqmError `bad-input` for bytes that are none
 */
export function decodeMedians(bytes: Uint8Array, scale: Spectra["scale"], where: string): Spectra {
  try {
    const parts = separated(bytes);
    const numbers = <T>(i: number, type: new (buffer: ArrayBuffer) => T): T =>
      new type(new Uint8Array(parts[i]!).buffer);
    const [base, , version = 1] = numbers(0, Float64Array) as Float64Array & [number];
    if (version > formatVersion) throw new Error(`medians of version ${version}`);
    const frequencyMHz = numbers(1, Float64Array);
    const kindOf = parts[3]!;
    const [differences, wide, exact] = [
      parts[4]!,
      numbers(5, Int32Array),
      numbers(6, Float32Array),
    ];
    const follow = follower(frequencyMHz.length, version);
    const next = { byte: 0, wide: 0, exact: 0 };
    const p50 = Float32Array.from(kindOf, (kind, i) => {
      if (kind === kinds.unknown) return Number.NaN;
      if (kind === kinds.exact) return exact[next.exact++]!;
      const step = base * 2 ** (kind - kinds.quantised);
      const byte = differences[next.byte++]!;
      const difference = byte % 2 === 0 ? byte / 2 : -(byte + 1) / 2;
      const multiple =
        byte === farByte ? wide[next.wide++]! : follow.expected(i, step) + difference;
      follow.take(i, multiple * step, step, byte === farByte);
      return Math.exp(multiple * step);
    });
    const unknown = (): Float32Array => new Float32Array(p50.length).fill(Number.NaN);
    return {
      ...{ scale, frequencyMHz, p16: unknown(), p50, p84: unknown() },
      validCount: numbers(2, Uint32Array),
      isRounded: true,
    };
  } catch (cause) {
    const got = cause instanceof Error ? cause.message : String(cause);
    const parts = { what: "Cannot read stored spectra", where, expected: "medians", got };
    throw new LightDqmError("bad-input", parts, { cause });
  }
}

/**
 * What the channels before and the bins before of a channel let expect of a bin, from what a reader
 * knows as well: a smooth shape of all channels, and how far this channel is from it.
 */
function follower(binCount: number, version: number) {
  /** ln P by bin, of the channels so far; NaN where there was none. */
  const shape = new Float64Array(binCount).fill(version === 1 ? 0 : Number.NaN);
  const share = version === 1 ? 0 : smoothingOfChannels;
  let mean = 0;
  const shapeAt = (bin: number): number => (Number.isNaN(shape[bin]!) ? 0 : shape[bin]!);
  return {
    expected: (i: number, step: number): number => {
      const bin = i % binCount;
      if (bin === 0) mean = 0;
      return Math.round((shapeAt(bin) + mean) / step);
    },
    take: (i: number, ln: number, step: number, isFar: boolean): void => {
      const bin = i % binCount;
      const most = 20 * step;
      const known = shapeAt(bin);
      const apart = ln - known;
      mean = isFar ? apart : mean + smoothing * Math.max(-most, Math.min(most, apart - mean));
      shape[bin] = Number.isNaN(shape[bin]!) ? ln : known + share * apart;
    },
  };
}

/** Deflated parts, each after its length. */
function joined(parts: [ArrayBufferView, strategy: number][]): Uint8Array {
  return Buffer.concat(
    parts.flatMap(([part, strategy]) => {
      const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
      const deflated = deflateRawSync(bytes, { strategy });
      const length = Buffer.alloc(4);
      length.writeUInt32LE(deflated.length);
      return [length, deflated];
    }),
  );
}

function separated(bytes: Uint8Array): Uint8Array[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  for (let at = 0; at < all.length; ) {
    const end = at + 4 + all.readUInt32LE(at);
    parts.push(inflateRawSync(all.subarray(at + 4, end)));
    at = end;
  }
  return parts;
}
