import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** One ADC with two traps of six channels: the smallest files, and the fastest reports. */
const description = {
  about: "One ADC with two light traps of six channels.",
  format_version: "0.4.0",
  light_dqm: {
    ...{ sample_ns: 16, channels_per_epcb: 6, threshold_adc16: 500 },
    ...{ rails_adc16: [-32764, 32760], trigger_names: { 0: "self", 1: "beam" } },
    baseline_range_adc16: [-2000, 2000],
  },
  geom: {
    0: { min: [-24, -60, 0], max: [24, 60, 0] },
    1: { min: [-24, -60, 0], max: [24, 60, 0] },
  },
  tpc_center_offset: { 0: [24.3, 0, 0], 1: [-24.3, 0, 0] },
  det_center: { 0: [0, 0, -49] },
  det_side: { 0: 0 },
  sipm_center: Object.fromEntries(
    Array.from({ length: 12 }, (_, i) => [i, [24.3, 5 * i - 15, -49]]),
  ),
  ch_to_vert_bin: { 0: [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5] },
  det_geom: { 0: [0], 1: [0] },
  det_adc: { 0: { 0: 0 }, 1: { 0: 0 } },
  det_chan: { 0: { 0: [0, 1, 2, 3, 4, 5] }, 1: { 0: [6, 7, 8, 9, 10, 11] } },
};

/** Writes the description into a directory. @returns its path */
export function tinyDetector(directory: string): string {
  const path = join(directory, "tiny.json");
  writeFileSync(path, JSON.stringify(description));
  return path;
}
