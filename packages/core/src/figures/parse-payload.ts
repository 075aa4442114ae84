/** Reading payloads back: from notebooks and documents, which anyone may have edited. */
import { detectorGroups } from "../detector/groups.js";
import { LightDqmError } from "../errors.js";
import { changes, states } from "../judge/states/verdict.js";
import { denominators } from "../quantities/denominator.js";
import { flags } from "../quantities/table.js";
import { triggerClasses } from "../quantities/trigger-class.js";
import { unitLabels } from "../units.js";
import type { Payload, PayloadKind } from "./payload.js";
import { payloadVersion } from "./payload.js";
import type { Check } from "./payload-checks.js";
import {
  array,
  arrayOf,
  column,
  countColumn,
  index,
  nullOr,
  number,
  object,
  oneOf,
  optional,
  pair,
  show,
  text,
} from "./payload-checks.js";

const units = Object.keys(unitLabels);

/** Sizes no detector of this kind has; a payload beyond them would only stall the page. */
const mostAdcs = 256;
const mostChannels = 4096;
const mostSamples = 1_000_000;

const source = object({
  file: text,
  run: nullOr(number),
  subRun: nullOr(number),
  timeText: nullOr(object({ start: text, end: text, zone: text })),
  timeUtc: optional(nullOr(object({ first: text, last: text }))),
  selectedEvents: number,
  fileEvents: number,
  fileCount: (value, where) => (value === undefined ? undefined : number(value, where)),
});

const detector = object({
  name: text,
  adcCount: index(1, mostAdcs),
  channelCount: index(1, mostChannels),
  activeChannels: arrayOf(index(0, mostChannels)),
  channelsPerEpcb: index(1, mostChannels),
  channelsPerTpc: index(1, mostChannels),
  adcsPerTpc: index(1, mostAdcs),
  sampleNs: number,
});

/** Length that columns by channel must have. */
function activeCount(payload: Fields): number {
  return detectorGroups(payload.detector as Parameters<typeof detectorGroups>[0]).active.length;
}

type Fields = Record<string, unknown>;

const fractionColumns = (count: number): Record<string, Check> => ({
  passed: countColumn(count),
  total: countColumn(count),
  low: countColumn(count),
  high: countColumn(count),
});

/** What the fields of each kind must be; columns are held against the detector named before. */
const fieldsOfKind: Record<PayloadKind, (payload: Fields, where: string) => Record<string, Check>> =
  {
    unavailable: () => ({ reason: text }),
    "channel-mask": (payload, where) => {
      detector(payload.detector, `${where}.detector`);
      array(payload.limits, `${where}.limits`);
      array(payload.reasons, `${where}.reasons`);
      const { adcCount, channelCount } = payload.detector as {
        adcCount: number;
        channelCount: number;
      };
      const adcs = (payload.cells as Fields | undefined)?.adc;
      const count = Array.isArray(adcs) ? adcs.length : 0;
      const last = (table: unknown): number => Math.max(0, (table as unknown[]).length - 1);
      return {
        check: text,
        cells: object({
          adc: arrayOf(index(0, adcCount - 1), count),
          channel: arrayOf(index(0, channelCount - 1), count),
          state: arrayOf(oneOf(states), count),
          value: column(count),
          limit: arrayOf(index(0, last(payload.limits)), count),
          n: countColumn(count),
          reason: arrayOf(index(0, last(payload.reasons)), count),
          change: optional(arrayOf(nullOr(oneOf(changes)), count)),
        }),
        limits: arrayOf(
          object({
            limit: (value, at) =>
              typeof value === "number" || value === null ? undefined : pair(value, at),
            unit: text,
          }),
        ),
        reasons: arrayOf(text),
        meanings: (value, at) => {
          object({})(value, at);
          for (const [state, meaning] of Object.entries(value as Fields)) {
            oneOf(states)(state, at);
            text(meaning, `${at}.${state}`);
          }
        },
      };
    },
    "fraction-panels": (payload, where) => {
      detector(payload.detector, `${where}.detector`);
      const count = activeCount(payload);
      return {
        flag: oneOf(flags),
        triggerClass: oneOf(triggerClasses),
        denominator: oneOf(denominators),
        level: number,
        now: object(fractionColumns(count)),
        earlier: nullOr(object({ fileCount: number, ...fractionColumns(count) })),
        status: nullOr(countColumn(count)),
        alternatives: optional(
          arrayOf(
            object({
              title: text,
              answer: text,
              denominator: oneOf(denominators),
              now: object(fractionColumns(count)),
              earlier: nullOr(object({ fileCount: number, ...fractionColumns(count) })),
            }),
          ),
        ),
      };
    },
    "channel-quantiles": (payload, where) => {
      detector(payload.detector, `${where}.detector`);
      const count = activeCount(payload);
      return {
        quantity: oneOf(["baseline", "noise"]),
        unit: oneOf(units),
        p16: column(count),
        p50: column(count),
        p84: column(count),
        n: countColumn(count),
        earlier: nullOr(object({ fileCount: number, p16: column(count), p84: column(count) })),
        status: nullOr(countColumn(count)),
        limit: nullOr(pair),
      };
    },
    spectra: () => ({
      per: oneOf(["epcb", "channel"]),
      scale: oneOf(["power", "density"]),
      stepMHz: number,
      panels: arrayOf(
        object({ label: text, lines: arrayOf(object({ label: text, power: column() })) }),
      ),
      watchedMHz: countColumn(),
      spectrumEvents: number,
    }),
    trend: (payload, where) => {
      array(payload.files, `${where}.files`);
      const count = payload.files.length;
      return {
        quantity: text,
        scale: oneOf(["linear", "log"]),
        files: arrayOf(text),
        timeMs: nullOr(countColumn(count)),
        timeZone: text,
        series: arrayOf(
          object({
            label: text,
            panel: optional(text),
            legend: optional(text),
            value: column(count),
            low: nullOr(column(count)),
            high: nullOr(column(count)),
          }),
        ),
        band: nullOr(object({ label: text, low: number, high: number })),
      };
    },
    waveforms: (payload, where) => {
      detector(payload.detector, `${where}.detector`);
      return {
        unit: oneOf(units),
        unitPerCount: number,
        event: number,
        triggerClass: oneOf(triggerClasses),
        jump: object({ adc: number, channel: number, timeUs: number, size: number }),
        sampleNs: number,
        sampleCount: index(1, mostSamples),
        samplesPerBin: index(1, mostSamples),
        panels: arrayOf(
          object({
            adc: index(0, mostAdcs),
            epcb: index(0, mostChannels),
            channels: countColumn(),
            counts: arrayOf(countColumn()),
            sum: countColumn(),
            peakCounts: nullOr(number),
          }),
        ),
      };
    },
  };

/**
 * A payload from JSON of unknown origin.
 * @throws LightDqmError `bad-input` that names the field, what was expected there and what it is;
 * `incompatible` for a payload of another version
 */
export function parsePayload(value: unknown): Payload {
  const where = "payload";
  object({ kind: text })(value, where);
  const payload = value as Fields;
  if (payload.version !== payloadVersion)
    throw new LightDqmError("incompatible", {
      what: "this payload has a version that cannot be read here",
      where: `${where}.version`,
      expected: String(payloadVersion),
      got: show(payload.version),
    });
  oneOf(Object.keys(fieldsOfKind))(payload.kind, `${where}.kind`);
  object({ title: text, answer: text, source })(payload, where);
  object(fieldsOfKind[payload.kind as PayloadKind](payload, where))(payload, where);
  return payload as unknown as Payload;
}

/** True for what `parsePayload` accepts. */
export function isPayload(value: unknown): value is Payload {
  try {
    parsePayload(value);
    return true;
  } catch {
    return false;
  }
}
