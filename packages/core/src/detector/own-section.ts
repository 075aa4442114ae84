/** The section `light_dqm` of a description: what the public format has no place for. */
import type { Place } from "./description-place.js";
import type { DetectorProfile, OwnDefaults } from "./profile.js";

/** What the section says, or what holds where it says nothing. */
export interface OwnSection
  extends Writable<Pick<DetectorProfile, "name" | "sampleNs" | "channelsPerEpcb" | "own">> {
  /** The described module stands for this many, on the ADCs and TPCs that follow. */
  repeatModules: number;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The keys of the section, with how each is read. */
const readers: Record<
  string,
  (place: Place, into: OwnSection, own: Writable<OwnDefaults>) => void
> = {
  name: (place, into) => {
    into.name = place.text() ?? into.name;
  },
  sample_ns: (place, into) => {
    const sampleNs = place.number();
    if (sampleNs !== null && sampleNs <= 0) place.problem("a time above 0", `${sampleNs}`);
    into.sampleNs = sampleNs ?? into.sampleNs;
  },
  channels_per_epcb: (place, into) => {
    into.channelsPerEpcb = place.whole(1) ?? into.channelsPerEpcb;
  },
  repeat_modules: (place, into) => {
    into.repeatModules = place.whole(1, 1000) ?? 1;
  },
  threshold_adc16: (place, _, own) => {
    const threshold = place.number();
    if (threshold !== null) own.thresholdAdc16 = threshold;
  },
  baseline_range_adc16: (place, _, own) => {
    const range = ascendingPair(place);
    if (range) own.baselineRangeAdc16 = range;
  },
  rails_adc16: (place, _, own) => {
    const rails = ascendingPair(place);
    if (rails) own.railsAdc16 = rails;
  },
  trigger_names: (place, _, own) => {
    own.triggerNames = Object.fromEntries(
      place.keys().map((code) => [code, place.field(code).text() ?? code]),
    );
  },
};

/** @param place null where the description has no such section */
export function ownSection(place: Place | null, name: string): OwnSection {
  const section: OwnSection = { name, sampleNs: 16, channelsPerEpcb: 6, repeatModules: 1 };
  if (!place) return section;
  const own: Writable<OwnDefaults> = {};
  for (const key of place.keys()) {
    const read = readers[key];
    if (read) read(place.field(key), section, own);
    else place.problem(`only ${Object.keys(readers).join(", ")}`, key);
  }
  return { ...section, own };
}

function ascendingPair(place: Place): readonly [number, number] | null {
  const [low, high, ...rest] = place.list().map((each) => each.number());
  if (typeof low === "number" && typeof high === "number" && low < high && rest.length === 0)
    return [low, high];
  place.problem("two numbers, the lower first", `${low}, ${high}`);
  return null;
}
