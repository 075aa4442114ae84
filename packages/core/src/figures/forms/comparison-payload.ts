import { detectorGroups } from "../../detector/groups.js";
import type { FileSummary } from "../../summary.js";
import { unitsPerAdc16 } from "../../units.js";
import type { ChannelQuantilesPayload, UnavailablePayload } from "../payload.js";
import { roundedColumn } from "../style/rounding.js";
import type { QuantilesOptions } from "./quantiles-payload.js";
import { quantilesPayload } from "./quantiles-payload.js";

/** Baseline or noise of one file by channel, before the band of another file. */
export function comparisonPayload(
  before: FileSummary,
  after: FileSummary,
  quantity: "baseline" | "noise",
  options: Pick<QuantilesOptions, "units" | "timeZone">,
): ChannelQuantilesPayload | UnavailablePayload {
  const payload = quantilesPayload(after, quantity, options);
  if (payload.kind === "unavailable") return payload;
  const { active } = detectorGroups(before.detector);
  const { p16, p84 } = quantity === "baseline" ? before.baseline : before.noise;
  const scale = unitsPerAdc16[options.units];
  const what = quantity === "baseline" ? "baselines" : "noise";
  return {
    ...payload,
    title: `How does the ${what} differ from ${before.input.name}?`.replace(
      "does the baselines",
      "do the baselines",
    ),
    earlier: {
      fileCount: 1,
      p16: roundedColumn(p16, active, scale),
      p84: roundedColumn(p84, active, scale),
    },
  };
}
