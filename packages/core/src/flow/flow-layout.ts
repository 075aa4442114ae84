/** Where the values of an event lie in a FLOW file, parsed from the file's own datatypes. */
import { detectorsOfShape } from "../detector/index.js";
import type { DetectorProfile } from "../detector/profile.js";
import { LightDqmError } from "../errors.js";
import type { Hdf5Dataset, Hdf5Member, Hdf5Type } from "./hdf5/h5wasm.js";

export const eventsPath = "/light/events/data";
export const waveformsPath = "/light/wvfm/data";

/** Waveforms have at least the samples that the baseline is taken from. */
const fewestSamples = 50;

/** An integer at a byte offset in a row. */
export interface IntegerField {
  offset: number;
  size: number;
  signed: boolean;
}

/** Rows of `light/events/data`. */
export interface EventLayout {
  rowCount: number;
  rowBytes: number;
  /** Null for producers that write no `trig_type`. */
  trigType: IntegerField | null;
  /** The first of adcCount times, or of adcCount × channelCount where `timesPerAdc` says so. */
  utimeMs: IntegerField;
  timesPerAdc: number;
  /** Like `utimeMs`; null where there is none of that shape, as only the order of events needs it. */
  taiNs: IntegerField | null;
  /** The first of adcCount × channelCount flags of one byte. */
  valid: IntegerField;
}

/** Rows of `light/wvfm/data`. */
export interface WaveformLayout {
  rowCount: number;
  rowBytes: number;
  /** Of the first int16 sample in the row; [adc][channel][sample] follow. */
  samplesOffset: number;
  sampleCount: number;
}

/** @throws LightDqmError `bad-input` where members are missing or have the wrong type or shape */
export function parseEventLayout(
  dataset: Hdf5Dataset,
  detector: DetectorProfile,
  path: string,
): EventLayout {
  const { adcCount, channelCount } = detector;
  const where = `${path}:${eventsPath}`;
  const utimeMs = member(dataset, "utime_ms", where);
  const valid = member(dataset, "wvfm_valid", where);
  const validShape = [adcCount, channelCount];
  requireDetector(shapeOf(valid), detector, `${where} wvfm_valid`);
  const trigType = optionalMember(dataset, "trig_type", where);
  const taiNs = optionalMember(dataset, "tai_ns", where);

  const timeShapes = [[adcCount], [adcCount, channelCount]];
  const timeShape = timeShapes.find(
    (shape) => isIntegers(utimeMs, shape) && baseOf(utimeMs).size === 8,
  );
  if (!timeShape) throw wrongMember(utimeMs, where, "uint64", timeShapes);
  if (!(isIntegers(valid, validShape, true) && baseOf(valid).size === 1)) {
    throw wrongMember(valid, where, "uint8", [validShape]);
  }
  if (trigType && !isIntegers(trigType, [], true))
    throw wrongMember(trigType, where, "an integer or a bool", [[]]);
  return {
    rowCount: rowCount(dataset, where),
    rowBytes: dataset.size,
    trigType: trigType ? field(trigType) : null,
    utimeMs: field(utimeMs),
    timesPerAdc: timeShape.length === 2 ? channelCount : 1,
    taiNs: taiNs && isIntegers(taiNs, timeShape) && baseOf(taiNs).size === 8 ? field(taiNs) : null,
    valid: field(valid),
  };
}

/** The shape of the flags tells the detector: a file of another one is no damaged file. */
function requireDetector(
  shape: number[],
  { name, adcCount, channelCount }: DetectorProfile,
  where: string,
): void {
  const [fileAdcs, fileChannels] = shape as [number, number];
  if (shape.length !== 2 || (fileAdcs === adcCount && fileChannels === channelCount)) return;
  const fitting = detectorsOfShape(fileAdcs, fileChannels);
  const hint = fitting.length > 0 ? `; it fits --detector ${fitting.join(" or ")}` : "";
  throw new LightDqmError("bad-input", {
    what: `The file is not of the detector ${name}`,
    where,
    expected: `${adcCount} ADCs × ${channelCount} channels`,
    got: `${fileAdcs} × ${fileChannels}${hint}`,
  });
}

/** @throws LightDqmError `bad-input` where the samples are missing or of another type or shape */
export function parseWaveformLayout(
  dataset: Hdf5Dataset,
  detector: DetectorProfile,
  path: string,
): WaveformLayout {
  const { adcCount, channelCount } = detector;
  const where = `${path}:${waveformsPath}`;
  const samples = member(dataset, "samples", where);
  const { size, signed } = baseOf(samples);
  const sampleCount = shapeOf(samples)[2] ?? 0;
  const isRight =
    isIntegers(samples, [adcCount, channelCount, sampleCount]) && size === 2 && signed;
  if (!isRight || sampleCount < fewestSamples) {
    throw new LightDqmError("bad-input", {
      what: `Waveforms do not match the detector ${detector.name}`,
      where: `${where} samples`,
      expected: `int16 (${adcCount}, ${channelCount}, ${fewestSamples} or more)`,
      got: describe(samples),
    });
  }
  return {
    rowCount: rowCount(dataset, where),
    rowBytes: dataset.size,
    samplesOffset: samples.offset,
    sampleCount,
  };
}

/** Reads an integer of 1, 2, 4 or 8 bytes as a number. */
export function integerAt(view: DataView, offset: number, field: IntegerField): number {
  const { size, signed } = field;
  switch (size) {
    case 1:
      return signed ? view.getInt8(offset) : view.getUint8(offset);
    case 2:
      return signed ? view.getInt16(offset, true) : view.getUint16(offset, true);
    case 4:
      return signed ? view.getInt32(offset, true) : view.getUint32(offset, true);
    default:
      return Number(bigIntegerAt(view, offset, field));
  }
}

/** Reads an integer of 8 bytes exactly. */
export function bigIntegerAt(view: DataView, offset: number, { signed }: IntegerField): bigint {
  return signed ? view.getBigInt64(offset, true) : view.getBigUint64(offset, true);
}

/** HDF5's numbers of the classes of datatypes that FLOW files have. */
export const datatypeClasses = { integer: 0, compound: 6, enumeration: 8, array: 10 } as const;

function members(dataset: Hdf5Dataset, where: string): Hdf5Member[] {
  if (dataset.type === datatypeClasses.compound && dataset.compound_type) {
    return dataset.compound_type.members;
  }
  throw new LightDqmError("bad-input", {
    what: "Dataset has the wrong type",
    where,
    expected: "a compound of named members",
    got: describe(dataset),
  });
}

function member(dataset: Hdf5Dataset, name: string, where: string): Hdf5Member {
  const all = members(dataset, where);
  const found = all.find((each) => each.name === name);
  if (found) {
    requireInRow(found, dataset, where);
    return found;
  }
  throw new LightDqmError("bad-input", {
    what: "Dataset lacks a required member",
    where,
    expected: name,
    got: `only ${all.map((each) => each.name).join(", ")}`,
  });
}

function optionalMember(dataset: Hdf5Dataset, name: string, where: string): Hdf5Member | null {
  const isThere = members(dataset, where).some((each) => each.name === name);
  return isThere ? member(dataset, name, where) : null;
}

/** A damaged file can have members that reach past their row. */
function requireInRow(member: Hdf5Member, { size: rowBytes }: Hdf5Dataset, where: string): void {
  const valueCount = shapeOf(member).reduce((product, length) => product * length, 1);
  const end = member.offset + valueCount * baseOf(member).size;
  if (end <= rowBytes) return;
  throw new LightDqmError("bad-input", {
    what: "Dataset member is longer than its row",
    where: `${where} ${member.name}`,
    expected: `at most ${rowBytes} bytes`,
    got: `${end}`,
  });
}

function rowCount(dataset: Hdf5Dataset, where: string): number {
  if (dataset.shape?.length === 1) return dataset.shape[0]!;
  throw new LightDqmError("bad-input", {
    what: "Dataset has the wrong shape",
    where,
    expected: "one dimension, one row per event",
    got: dataset.shape ? `the shape (${dataset.shape.join(", ")})` : "no shape",
  });
}

const baseOf = (type: Hdf5Type): Hdf5Type =>
  type.type === datatypeClasses.array ? type.array_type! : type;

const shapeOf = (type: Hdf5Type): number[] =>
  type.type === datatypeClasses.array ? type.array_type!.shape : [];

function isIntegers(type: Hdf5Type, shape: number[], orEnum = false): boolean {
  const base = baseOf(type);
  const isInteger =
    base.type === datatypeClasses.integer || (orEnum && base.type === datatypeClasses.enumeration);
  const isReadable = [1, 2, 4, 8].includes(base.size) && (base.littleEndian || base.size === 1);
  return isInteger && isReadable && shapeOf(type).join() === shape.join();
}

function field(member: Hdf5Member): IntegerField {
  const { size, signed } = baseOf(member);
  return { offset: member.offset, size, signed };
}

function wrongMember(
  member: Hdf5Member,
  where: string,
  type: string,
  shapes: number[][],
): LightDqmError {
  return new LightDqmError("bad-input", {
    what: "Dataset member has the wrong type or shape",
    where: `${where} ${member.name}`,
    expected: shapes.map((shape) => `${type}${shapeText(shape)}`).join(" or "),
    got: describe(member),
  });
}

/** A type in NumPy's words: `int16 (8, 64, 1000)`. */
function describe(type: Hdf5Type): string {
  const base = baseOf(type);
  const bits = 8 * base.size;
  const names: Record<number, string> = {
    0: `${base.signed ? "int" : "uint"}${bits}`,
    1: `float${bits}`,
    3: "text",
    6: "a compound",
    8: `an enumeration of ${bits} bits`,
  };
  const order = base.type <= 1 && !base.littleEndian && base.size > 1 ? " big-endian" : "";
  return `${names[base.type] ?? `HDF5 class ${base.type}`}${order}${shapeText(shapeOf(type))}`;
}

const shapeText = (shape: number[]): string => (shape.length > 0 ? ` (${shape.join(", ")})` : "");
