/**
 * Descriptions of light readouts in the public format of the experiment's geometry files
 * (`format_version` 0.3.0 to 0.4.0), with an optional section `light_dqm` of our own.
 *
 * By TPC and number of the light trap ("det"): `det_adc`, `det_chan`, `det_geom` (0 ArCLight,
 * 1 LCM); by trap: `det_center`, `det_side` (0 −z, 1 +z); by number of the SiPM: `sipm_center`;
 * by ADC: `ch_to_vert_bin`, the SiPM of each channel counted upwards; by kind of trap: `geom`.
 */
import { type Place, placeIn } from "./description-place.js";
import { ownSection } from "./own-section.js";
import { type DetectorProfile, type LightTrap, type ModuleLayout, trapKinds } from "./profile.js";

/** A description as it was read: the profile, or null and what is wrong with it. */
export interface DescribedDetector {
  profile: DetectorProfile | null;
  /** One line each: where, what was expected, what is there. */
  problems: string[];
}

const versions = /^0\.(3|4)\.\d+$/;

/** Channels of a trap by its kind, as built. */
const channelsOfKind = { ArCLight: 6, LCM: 2 } as const;

/** Centimetres that a SiPM may lie beyond the edge of its trap: what rounding leaves. */
const toleranceCm = 0.1;

/**
 * Reads a description that was parsed from YAML or JSON. All problems are gathered, so that they
 * can be mended at once.
 * @param name of the detector where the description has none
 */
export function describedDetector(value: unknown, name: string): DescribedDetector {
  const problems: string[] = [];
  const top = placeIn(value, "", problems);
  const version = top.field("format_version").text();
  if (version !== null && !versions.test(version))
    problems.push(`format_version: expected 0.3.0 to 0.4.0, got ${version}`);

  const own = ownSection(top.optional("light_dqm"), name);
  const rows = top.field("ch_to_vert_bin").numbered();
  const channelCount = rows[0]?.list().length ?? 0;
  const vertical = rows.map((row) => {
    const bins = row.list().map((bin) => bin.whole(-1));
    if (bins.length !== channelCount) row.problem(`${channelCount} channels`, `${bins.length}`);
    return bins;
  });
  const adcCount = vertical.length;

  const edgesOfKind = new Map(
    top
      .field("geom")
      .numbered()
      .map((geom, kind) => {
        const [low, high] = (["min", "max"] as const).map((end) =>
          geom.field(end).list()[1]?.number(),
        );
        return [kind, [low ?? Number.NaN, high ?? Number.NaN] as const];
      }),
  );
  const centers = top.field("det_center").numbered();
  const sides = top.field("det_side").numbered();
  const sipms = top
    .field("sipm_center")
    .numbered()
    .map((place) => place.list()[1]?.number() ?? Number.NaN);
  const tpcs = top.field("det_chan").numbered();
  const adcsByTpc = top.field("det_adc");
  const kindsByTpc = top.field("det_geom");
  const offsets = top.field("tpc_center_offset").numbered();
  if (offsets.length !== tpcs.length)
    problems.push(
      `tpc_center_offset: expected as many TPCs as det_chan has, ${tpcs.length}, got ${offsets.length}`,
    );

  const takenBy = new Map<string, string>();
  const trapOf = (
    chan: Place,
    adcPlace: Place,
    kindPlace: Place,
    trap: number,
    label: string,
  ): LightTrap | null => {
    const adc = adcPlace.whole(0, adcCount - 1);
    const kindNumber = kindPlace.whole(0, trapKinds.length - 1);
    const side = sides[trap]?.whole(0, 1) ?? null;
    const centerCm = centers[trap]?.list()[1]?.number() ?? null;
    if (sides[trap] === undefined)
      problems.push(`det_side: expected a side of trap ${trap}, got none`);
    if (centerCm === null) problems.push(`det_center: expected a centre of trap ${trap}, got none`);
    const channels = chan.list().map((place) => place.whole(0, channelCount - 1));
    if (adc === null || kindNumber === null || side === null || centerCm === null) return null;
    const kind = trapKinds[kindNumber]!;
    if (channels.length !== channelsOfKind[kind])
      chan.problem(`${channelsOfKind[kind]} channels of an ${kind}`, `${channels.length}`);
    const [low, high] = edgesOfKind.get(kindNumber) ?? [Number.NaN, Number.NaN];
    const edgesCm = [roundCm(centerCm + low), roundCm(centerCm + high)] as const;
    const heightsCm = channels.map((channel) => {
      if (channel === null) return Number.NaN;
      const key = `ADC ${adc}, channel ${channel}`;
      const other = takenBy.get(key);
      if (other !== undefined) chan.problem(`each channel once`, `${key} in ${other} too`);
      takenBy.set(key, label);
      const bin = vertical[adc]![channel] ?? null;
      if (bin === null || bin < 0) {
        problems.push(
          `ch_to_vert_bin.${adc}: expected a SiPM for channel ${channel} of ${label}, got none`,
        );
        return Number.NaN;
      }
      const heightCm = sipms[bin + side * (sipms.length / 2)] ?? Number.NaN;
      if (Number.isNaN(heightCm))
        problems.push(
          `sipm_center: expected SiPM ${bin + (side * sipms.length) / 2} of ${key}, got none`,
        );
      else if (heightCm < edgesCm[0] - toleranceCm || heightCm > edgesCm[1] + toleranceCm)
        chan.problem(
          `SiPMs within the trap, ${edgesCm[0]} to ${edgesCm[1]} cm`,
          `${key} at ${heightCm} cm`,
        );
      return heightCm;
    });
    return { kind, side: side as 0 | 1, adc, channels: channels as number[], heightsCm, edgesCm };
  };

  const traps = tpcs.map((tpc, t) => {
    const adcs = adcsByTpc.item(t)?.numbered() ?? [];
    const kinds = kindsByTpc.item(t)?.numbered() ?? [];
    const chans = tpc.numbered();
    for (const [key, found] of [
      ["det_adc", adcs],
      ["det_geom", kinds],
    ] as const)
      if (found.length !== chans.length)
        problems.push(
          `${key}.${t}: expected as many traps as det_chan has, ${chans.length}, got ${found.length}`,
        );
    return chans.flatMap((chan, trap) => {
      const [adc, kind] = [adcs[trap], kinds[trap]];
      if (!adc || !kind) return [];
      return trapOf(chan, adc, kind, trap, `trap ${trap} of TPC ${t}`) ?? [];
    });
  });
  if (tpcs.length % tpcsOfModule !== 0)
    problems.push(
      `det_chan: expected ${tpcsOfModule} TPCs for each module, got ${tpcs.length} TPCs`,
    );
  if (own.repeatModules > 1 && tpcs.length !== tpcsOfModule)
    problems.push("light_dqm.repeat_modules: expected the description of one module");
  if (problems.length > 0) return { profile: null, problems };

  const { layouts, modules } = modulesOf(traps, own.repeatModules, adcCount);
  const { repeatModules, ...section } = own;
  const profile = {
    ...section,
    ...{ adcCount: adcCount * repeatModules, channelCount, layouts, modules },
  };
  return { profile, problems };
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

const roundCm = (value: number): number => Math.round(value * 100) / 100;
