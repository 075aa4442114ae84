/** A state or a number of every SiPM, to be drawn at its place in the detector. */
import { detectorGroups } from "../../../detector/groups.js";
import type { DetectorProfile } from "../../../detector/profile.js";
import { detector, type PayloadOf, payloadSchema } from "../../payload-schema.js";
import type { ObjectOf, Reader } from "../../schema.js";
import { arrayOf, column, index, nullOr, object, oneOf, text } from "../../schema.js";
import { type ChannelMaskPayload, stateFields } from "../channel-mask/payload.js";
import { mapChannels } from "./grid.js";

const numberFields = (count: number) => ({
  of: oneOf(["numbers"]),
  /** For file names: `noise`, `clipped-self-per-channel`. */
  subject: text,
  /** What is drawn, without its unit: "Noise". */
  label: text,
  unit: text,
  scale: oneOf(["linear", "log"]),
  value: column(count),
});
/** Numbers by channel; null where unknown. */
export type MapNumbers = ObjectOf<ReturnType<typeof numberFields>>;

function statesOf(value: unknown, where: string, count: number) {
  const { columns, tables } = stateFields(object({})(value, where), where, count);
  return object({ of: oneOf(["states"]), check: text, cells: object(columns), ...tables })(
    value,
    where,
  );
}
/** States by channel, as of a mask. */
export type MapStates = ReturnType<typeof statesOf>;

export const schema = payloadSchema("detector-map", (payload, where) => {
  const profile = detector(payload.detector, `${where}.detector`);
  const modules = nullOr(arrayOf(index(0, profile.modules.length - 1)));
  const count = mapChannels(profile, modules(payload.modules, `${where}.modules`)).length;
  const shown: Reader<MapStates | MapNumbers> = (value, at) =>
    object({ of: oneOf(["states", "numbers"]) })(value, at).of === "states"
      ? statesOf(value, at, count)
      : object(numberFields(count))(value, at);
  return {
    detector,
    /** The modules that are drawn, ascending; null: all of them. */
    modules,
    /** Columns hold the active channels of these modules, by ADC, then by channel. */
    shown,
  };
});
/** A state or a number by channel, drawn where the channel's SiPM is. */
export type DetectorMapPayload = PayloadOf<typeof schema>;

/** The mask that a map of states was made from, with the channels of the map; null for numbers. */
export function maskOfMap({
  shown,
  modules,
  ...heading
}: DetectorMapPayload): ChannelMaskPayload | null {
  if (shown.of === "numbers") return null;
  const { of: _, cells, ...rest } = shown;
  const { placeOf } = detectorGroups(heading.detector);
  const places = mapChannels(heading.detector, modules).map(placeOf);
  return {
    ...heading,
    ...rest,
    kind: "channel-mask",
    cells: {
      adc: places.map(({ adc }) => adc),
      channel: places.map(({ channel }) => channel),
      ...cells,
    },
  };
}

/** Why a detector has no map; null where it has one. */
export function whyNoMap(profile: DetectorProfile): string | null {
  const { traps } = detectorGroups(profile);
  return traps.some(({ edgesCm, heightsCm }) => edgesCm && heightsCm.length > 0)
    ? null
    : `where the SiPMs of the detector ${profile.name} are is not known (its description has no light traps)`;
}
