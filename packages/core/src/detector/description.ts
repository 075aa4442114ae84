/**
 * Descriptions of light readouts in the public format of the experiment's geometry files
 * (`format_version` 0.3.0 to 0.4.0), with an optional section `light_dqm` of our own.
 *
 * By TPC and number of the light trap ("det"): `det_adc`, `det_chan`, `det_geom` (0 ArCLight,
 * 1 LCM); by trap: `det_center`, `det_side` (0 −z, 1 +z); by number of the SiPM: `sipm_center`;
 * by ADC: `ch_to_vert_bin`, the SiPM of each channel counted upwards; by kind of trap: `geom`.
 */
import { countText } from "../words/phrases.js";
import { describedTraps, type Sections } from "./described-traps.js";
import { type Place, placeIn } from "./description-place.js";
import { ownSection } from "./own-section.js";
import {
  type DetectorProfile,
  type LightTrap,
  type ModuleLayout,
  mostAdcs,
  mostChannels,
} from "./profile.js";

/** A description as it was read: the profile, or null and what is wrong with it. */
export interface DescribedDetector {
  profile: DetectorProfile | null;
  /** One line each: where, what was expected, what is there. */
  problems: string[];
}

const versions = /^0\.(3\.\d+|4\.0)$/;

/**
 * Reads a description that was parsed from YAML or JSON. All problems are gathered, so that they
 * can be mended at once; light traps are looked at once every section is complete in itself.
 * @param name of the detector where the description has none
 */
export function describedDetector(value: unknown, name: string): DescribedDetector {
  const problems: string[] = [];
  const top = placeIn(value, "", problems);
  top.keys();
  const refused = (): DescribedDetector => ({ profile: null, problems: [...new Set(problems)] });
  if (problems.length > 0) return refused();

  const sections = sectionsOf(top);
  const tpcCount = sections.tpcs.length;
  const isComplete = problems.length === 0;
  const version = top.field("format_version").text();
  if (version !== null && !versions.test(version))
    problems.push(`format_version: expected 0.3.0 to 0.4.0, got ${version}`);
  const { repeatModules, ...own } = ownSection(top.optional("light_dqm"), name);
  const adcCount = sections.channels.length * repeatModules;
  if (adcCount > mostAdcs)
    problems.push(
      `ch_to_vert_bin: expected at most ${mostAdcs} ADCs in all modules, got ${adcCount}`,
    );
  if (repeatModules > 1 && tpcCount !== tpcsOfModule)
    problems.push(
      `light_dqm.repeat_modules: expected the description of one module, got ${countText(tpcCount, "TPC")}`,
    );
  if (!isComplete) return refused();

  const traps = describedTraps(sections, problems);
  if (problems.length > 0) return refused();
  const { channelCount } = sections;
  const modules = modulesOf(traps, repeatModules, sections.channels.length);
  return { profile: { ...own, adcCount, channelCount, ...modules }, problems };
}

function sectionsOf(top: Place): Sections {
  const rowsPlace = top.field("ch_to_vert_bin");
  const wantedChannels = "the channels of each ADC";
  const rows = rowsPlace.numbered(wantedChannels).map((place) => ({ place, bins: place.list() }));
  const channelCount = rows[0]?.bins.length ?? 0;
  if (rows.length > 0 && channelCount === 0) rowsPlace.problem(wantedChannels, "none");
  if (channelCount > mostChannels)
    rowsPlace.problem(`at most ${mostChannels} channels of an ADC`, `${channelCount}`);
  const channels = rows.map(({ place, bins }) => {
    if (bins.length !== channelCount) place.problem(`${channelCount} channels`, `${bins.length}`);
    return { place, bins: bins.map((bin) => bin.whole(-1)) };
  });

  const edgesCm = top
    .field("geom")
    .numbered()
    .map((geom) => [geom.field("min").height(), geom.field("max").height()] as const);
  const sipms = top.field("sipm_center");
  const sipmHeightsCm = sipms.numbered().map((place) => place.height());
  if (sipmHeightsCm.length % 2 !== 0)
    sipms.problem("as many SiPMs on either side", countText(sipmHeightsCm.length, "SiPM"));

  const tpcsPlace = top.field("det_chan");
  const tpcs = tpcsPlace.numbered("TPCs");
  const byTpc = ["tpc_center_offset", "det_adc", "det_geom"].map((key) => top.field(key));
  for (const place of byTpc) {
    const count = place.numbered().length;
    if (count !== tpcs.length && place.isThere)
      place.problem(`as many TPCs as det_chan has, ${tpcs.length}`, `${count}`);
  }
  if (tpcs.length % tpcsOfModule !== 0)
    tpcsPlace.problem(`${tpcsOfModule} TPCs for each module`, countText(tpcs.length, "TPC"));
  return {
    ...{ channels, channelCount, edgesCm, sipmHeightsCm, tpcs },
    centers: top.field("det_center").numbered(),
    sides: top.field("det_side").numbered(),
    adcsByTpc: byTpc[1]!,
    kindsByTpc: byTpc[2]!,
  };
}

/** The two TPCs of a module share its cathode; their numbers follow each other. */
const tpcsOfModule = 2;

/** Modules that are cabled alike as one layout. */
function modulesOf(
  traps: readonly (readonly LightTrap[])[],
  repeat: number,
  adcCount: number,
): Pick<DetectorProfile, "layouts" | "modules"> {
  const layouts = new Map<string, { layout: ModuleLayout; index: number }>();
  const described = Array.from({ length: traps.length / tpcsOfModule }, (_, module) => {
    const tpcs = traps.slice(module * tpcsOfModule, (module + 1) * tpcsOfModule);
    const firstAdc = Math.min(...tpcs.flat().map(({ adc }) => adc));
    const layout = {
      tpcs: tpcs.map((tpc) => tpc.map((trap) => ({ ...trap, adc: trap.adc - firstAdc }))),
    };
    const key = JSON.stringify(layout);
    const known = layouts.get(key) ?? { layout, index: layouts.size };
    layouts.set(key, known);
    return { layout: known.index, firstAdc };
  });
  return {
    layouts: [...layouts.values()].map(({ layout }) => layout),
    modules: Array.from({ length: repeat }, (_, i) =>
      described.map(({ layout, firstAdc }) => ({ layout, firstAdc: firstAdc + i * adcCount })),
    ).flat(),
  };
}
