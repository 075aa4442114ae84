/**
 * What all payloads share. A payload is the data of a figure: it goes into notebook outputs and JSON
 * documents, so it is compact (columns, rounded numbers, null for unknown) and plain JSON.
 *
 * Columns "by channel" hold the active channels only, in the order of `detectorGroups().active`:
 * by ADC, then by channel.
 */

import { profileOfGrid } from "../detector/grid.js";
import { detectorGroups } from "../detector/groups.js";
import { type DetectorProfile, mostAdcs, mostChannels, trapKinds } from "../detector/profile.js";
import { LightDqmError } from "../errors.js";
import { type Units, unitLabels } from "../units.js";
import type { Fields, ObjectOf, Reader } from "./schema.js";
import {
  arrayOf,
  countColumn,
  index,
  nullOr,
  number,
  numberOrDigits,
  object,
  oneOf,
  optional,
  pair,
  show,
  text,
} from "./schema.js";

/** Version of every payload that this code writes, and the only one it reads. */
export const payloadVersion = 1;

/** The file a figure is made from. */
const source = object({
  /** File name without directory. */
  file: text,
  run: nullOr(numberOrDigits),
  subRun: nullOr(numberOrDigits),
  /** Null where no event has a valid time. */
  timeText: nullOr(object({ start: text, end: text, zone: text })),
  /** Why `timeText` is null, in words. */
  timeUnknown: optional(nullOr(text)),
  /** The same times in UTC, ISO 8601, to show them in another zone. */
  timeUtc: optional(nullOr(object({ first: text, last: text }))),
  selectedEvents: number,
  fileEvents: number,
  /** Which events were chosen, in words; absent where all events could be selected. */
  cut: optional(text),
  /** Number of files, for a figure of several; their events are not counted. */
  fileCount: optional(number),
});
export type Source = ReturnType<typeof source>;

/** @throws LightDqmError `incompatible` for another one */
export const version: Reader<typeof payloadVersion> = (value, where) => {
  if (value !== payloadVersion)
    throw new LightDqmError("incompatible", {
      what: "payload version not supported",
      where,
      expected: String(payloadVersion),
      got: show(value),
    });
  return payloadVersion;
};

const commonFields = {
  version,
  /** The question that the figure answers, in words. */
  title: text,
  /** The answer in one sentence. */
  answer: text,
  source,
};

/** The same for figures of numbers that may come from anywhere: without a file, the source is null. */
const ownFields = { ...commonFields, source: nullOr(source) };

/** What a page says above its panels. */
export type Heading = Omit<ObjectOf<typeof ownFields>, "version">;

/** The format of the payloads of one kind. */
export interface PayloadSchema<Kind extends string, Shown> {
  kind: Kind;
  /** @throws LightDqmError that names the field, what was expected there and what it is */
  read: Reader<Shown>;
}

type Shown<Kind extends string, Common extends Fields, F extends Fields> = {
  kind: Kind;
} & ObjectOf<Common> &
  ObjectOf<F>;

/** What a schema reads. */
export type PayloadOf<S extends PayloadSchema<string, unknown>> = ReturnType<S["read"]>;

/** The fields of a kind beside the common ones, from a payload as it came, its own fields unchecked. */
type FieldsOf<F extends Fields> = (payload: Record<string, unknown>, where: string) => F;

/** @param fieldsOf lengths of columns may follow from other fields of the payload */
export function payloadSchema<const Kind extends string, F extends Fields>(
  kind: Kind,
  fieldsOf: FieldsOf<F>,
): PayloadSchema<Kind, Shown<Kind, typeof commonFields, F>> {
  return schemaOf(kind, commonFields, fieldsOf);
}

/** The schema of a kind whose source may be null. */
export function ownPayloadSchema<const Kind extends string, F extends Fields>(
  kind: Kind,
  fieldsOf: FieldsOf<F>,
): PayloadSchema<Kind, Shown<Kind, typeof ownFields, F>> {
  return schemaOf(kind, ownFields, fieldsOf);
}

function schemaOf<const Kind extends string, Common extends Fields, F extends Fields>(
  kind: Kind,
  common: Common,
  fieldsOf: FieldsOf<F>,
): PayloadSchema<Kind, Shown<Kind, Common, F>> {
  return {
    kind,
    read: (value, where) => {
      const payload = object({ ...common, kind: oneOf([kind]) })(value, where);
      object(fieldsOf(payload as Record<string, unknown>, where))(value, where);
      return value as Shown<Kind, Common, F>;
    },
  };
}

export { mostAdcs, mostChannels };

const anyDetector = {
  name: text,
  adcCount: index(1, mostAdcs),
  channelCount: index(1, mostChannels),
  channelsPerEpcb: index(1, mostChannels),
  sampleNs: number,
};

/** 0 at −z, 1 at +z. */
const side = index(0, 1) as Reader<0 | 1>;

const trap = object({
  kind: nullOr(oneOf(trapKinds)),
  side: nullOr(side),
  adc: index(0, mostAdcs - 1),
  channels: arrayOf(index(0, mostChannels - 1)),
  heightsCm: arrayOf(number),
  edgesCm: nullOr(pair),
});

const profile = object({
  ...anyDetector,
  layouts: arrayOf(object({ tpcs: arrayOf(arrayOf(trap)) })),
  modules: arrayOf(object({ layout: index(0, mostAdcs), firstAdc: index(0, mostAdcs - 1) })),
});

/** Detectors of documents that were written before a profile held its traps. */
const grid = object({
  ...anyDetector,
  activeChannels: arrayOf(index(0, mostChannels)),
  channelsPerTpc: index(1, mostChannels),
  adcsPerTpc: index(1, mostAdcs),
});

/** A detector; what its numbers name is there. */
export const detector: Reader<DetectorProfile> = (value, where) => {
  const isGrid = typeof value === "object" && value !== null && !("layouts" in value);
  const read = isGrid ? profileOfGrid(grid(value, where)) : profile(value, where);
  const { adcCount, channelCount, layouts, modules } = read;
  modules.forEach(({ layout, firstAdc }, i) => {
    const at = `${where}.modules[${i}]`;
    index(0, layouts.length - 1)(layout, `${at}.layout`);
    for (const { adc, channels } of layouts[layout]!.tpcs.flat()) {
      index(0, adcCount - 1)(firstAdc + adc, `${at}: ADC`);
      for (const channel of channels) index(0, channelCount - 1)(channel, `${at}: channel`);
    }
  });
  return read;
};

/** Length that columns by channel of a payload must have. */
export function activeCount(payload: Record<string, unknown>, where: string): number {
  return detectorGroups(detector(payload.detector, `${where}.detector`)).active.length;
}

export const units: Reader<Units> = oneOf(Object.keys(unitLabels) as Units[]);

/** Channel status by channel; null without a status file. */
export const statusColumn = (count: number): Reader<number[] | null> => nullOr(countColumn(count));
