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
    const name = place.text();
    if (name === "") place.problem("a name");
    into.name = name ?? into.name;
  },
  sample_ns: (place, into) => {
    into.sampleNs = aboveZero(place) ?? into.sampleNs;
  },
  channels_per_epcb: (place, into) => {
    into.channelsPerEpcb = place.whole(1) ?? into.channelsPerEpcb;
  },
  repeat_modules: (place, into) => {
    into.repeatModules = place.whole(1, 1000) ?? 1;
  },
  threshold_adc16: (place, _, own) => {
    const threshold = aboveZero(place);
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
    const other = place.keys().find((code) => !/^-?\d+$/.test(code));
    if (other !== undefined) place.problem("whole numbers as trigger codes", other);
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

function aboveZero(place: Place): number | null {
  const value = place.number();
  if (value !== null && value <= 0) place.problem("a number above 0");
  return value;
}

const lowestAdc16 = -32_768;
const highestAdc16 = 32_767;

/** Two values that samples can have. */
function ascendingPair(place: Place): readonly [number, number] | null {
  const [low, high, ...rest] = place.list().map((each) => each.number());
  const isPair = typeof low === "number" && typeof high === "number" && rest.length === 0;
  if (isPair && lowestAdc16 <= low && low < high && high <= highestAdc16) return [low, high];
  place.problem("two numbers of 16 bits, the lower first");
  return null;
}
