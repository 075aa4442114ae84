/** A detector of one module that fits on a page: two ADCs of eight channels, two TPCs of two traps. */
import { describedDetector } from "../../src/detector/description.js";

/** A new one at each call: TPC 0 is ADC 0, TPC 1 is ADC 1; an ArCLight at −z, an LCM above it at +z. */
export function smallDescription() {
  const heightsCm = [-25, -15, -5, 5, 15, 25, 35, 45];
  const atSide = (zCm: number) => heightsCm.map((heightCm) => [15, heightCm, zCm]);
  return {
    format_version: "0.4.0",
    geom: {
      0: { min: [-15, -30, 0], max: [15, 30, 0] },
      1: { min: [-15, -10, 0], max: [15, 10, 0] },
    },
    tpc_center_offset: { 0: [15, 0, 0], 1: [-15, 0, 0] },
    det_center: { 0: [0, 0, -31], 1: [0, 40, 31] },
    det_side: { 0: 0, 1: 1 },
    sipm_center: Object.fromEntries([...atSide(-31), ...atSide(31)].entries()),
    ch_to_vert_bin: { 0: [0, 1, 2, 3, 4, 5, 6, 7], 1: [0, 1, 2, 3, 4, 5, 6, 7] },
    det_geom: { 0: [0, 1], 1: [0, 1] },
    det_adc: { 0: { 0: 0, 1: 0 }, 1: { 0: 1, 1: 1 } },
    det_chan: {
      0: { 0: [0, 1, 2, 3, 4, 5], 1: [6, 7] },
      1: { 0: [0, 1, 2, 3, 4, 5], 1: [6, 7] },
    },
  } as SmallDescription;
}

/** Loosely typed: tests put in what does not belong there. */
// biome-ignore lint/suspicious/noExplicitAny: as files are
export type SmallDescription = Record<string, any>;

/** What is wrong with the small description after a change. */
export function problemsAfter(change: (description: SmallDescription) => void): string[] {
  const description = smallDescription();
  change(description);
  return describedDetector(description, "small").problems;
}
